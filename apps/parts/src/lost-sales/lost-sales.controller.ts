import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, type Page, pageOf, PageQuery, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { LostSaleView, NoteLostSale } from './lost-sale.dto.js';
import { LostSalesService } from './lost-sales.service.js';

@Controller('v1/lost-sales')
export class LostSalesController {
  constructor(
    private readonly lostSales: LostSalesService,
    private readonly clock: Clock,
  ) {}

  /** A customer asked for a part and went without it: it counts as demand (PRT-15). */
  @Post()
  @Allow('parts-clerk', 'service-advisor', 'service-manager')
  @Answers(LostSaleView, { status: 201 })
  async note(@Body() body: NoteLostSale, @Caller() caller: Principal): Promise<LostSaleView> {
    const note = { id: uuidv7(), notedBy: caller.id, notedAt: this.clock.now() };
    return LostSaleView.of(await this.lostSales.note({ ...body, ...note }));
  }

  @Get()
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(LostSaleView, { page: true })
  async list(@Query() page: PageQuery): Promise<Page<LostSaleView>> {
    return pageOf(await this.lostSales.list(page), (sale) => LostSaleView.of(sale));
  }
}
