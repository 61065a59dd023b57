import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { DeferredWorkQuery, DeferredWorkView, EndDeferredWork, TakeUpDeferredWork } from './deferred-work.dto.js';
import { DeferredWorkService } from './deferred-work.service.js';

@Controller('v1/deferred-work')
export class DeferredWorkController {
  constructor(
    private readonly deferredWork: DeferredWorkService,
    private readonly clock: Clock,
  ) {}

  /** Work that cars needed and their customers declined, what was found last first (APT-13). */
  @Get()
  @Allow('booking-agent', 'service-advisor', 'service-manager', 'crm-agent')
  @Answers(DeferredWorkView, { page: true })
  async list(@Query() { limit, cursor, ...filter }: DeferredWorkQuery): Promise<Page<DeferredWorkView>> {
    const page = { limit, ...(cursor !== undefined && { cursor }) };
    return pageOf(await this.deferredWork.page(filter, page), DeferredWorkView.of);
  }

  /** A visit of the car will do it; when its repair order is completed, it is done. */
  @Post(':id/take-up')
  @HttpCode(200)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(DeferredWorkView)
  async takeUp(@Id() id: string, @Body() { appointmentId }: TakeUpDeferredWork): Promise<DeferredWorkView> {
    return DeferredWorkView.of(await this.deferredWork.takeUp(id, appointmentId));
  }

  /** It was done all the same, or the customer wants it never: it is not shown any more. */
  @Post(':id/end')
  @HttpCode(200)
  @Allow('service-advisor', 'service-manager')
  @Answers(DeferredWorkView)
  async end(@Id() id: string, @Body() body: EndDeferredWork, @Caller() caller: Principal): Promise<DeferredWorkView> {
    const act = { at: this.clock.now(), by: caller.id };
    return DeferredWorkView.of(await this.deferredWork.end(id, body, act));
  }
}
