import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Id, type Page, pageOf, PageQuery } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { BayView, RegisterBay } from './bay.dto.js';
import { BaysService } from './bays.service.js';

@Controller('v1/bays')
export class BaysController {
  constructor(private readonly bays: BaysService) {}

  @Post()
  @Allow('foreman', 'service-manager')
  @Answers(BayView, { status: 201 })
  async register(@Body() body: RegisterBay): Promise<BayView> {
    return BayView.of(await this.bays.register(uuidv7(), body));
  }

  @Post(':id/close')
  @HttpCode(200)
  @Allow('foreman', 'service-manager')
  @Answers(BayView)
  async close(@Id() id: string): Promise<BayView> {
    return BayView.of(await this.bays.close(id));
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @Allow('foreman', 'service-manager')
  @Answers(BayView)
  async reopen(@Id() id: string): Promise<BayView> {
    return BayView.of(await this.bays.reopen(id));
  }

  @Get()
  @Allow('foreman', 'service-manager', 'service-advisor', 'technician', 'quality-inspector')
  @Answers(BayView, { page: true })
  async list(@Query() query: PageQuery): Promise<Page<BayView>> {
    return pageOf(await this.bays.page(query), (bay) => BayView.of(bay));
  }
}
