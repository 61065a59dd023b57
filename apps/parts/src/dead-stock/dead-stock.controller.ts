import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Answers, type Page, pageOf, PageQuery } from '@pitlane/platform';
import { DeadStockView } from './dead-stock.dto.js';
import { DeadStockService } from './dead-stock.service.js';

@Controller('v1/dead-stock')
export class DeadStockController {
  constructor(private readonly deadStock: DeadStockService) {}

  /** Parts that lie in the store and that nobody asked for since long (PRT-6). */
  @Get()
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(DeadStockView, { page: true })
  async list(@Query() page: PageQuery): Promise<Page<DeadStockView>> {
    return pageOf(await this.deadStock.list(page), (part) => DeadStockView.of(part));
  }
}
