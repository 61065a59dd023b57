import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  Allow,
  Answers,
  Caller,
  Clock,
  Costs,
  Id,
  type Page,
  pageOf,
  PageQuery,
  type Principal,
} from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import type { Act } from '../appointments/booking.js';
import { customerIdOf } from '../own-bookings/customer-id.js';
import { OwnWaiting, OwnWaitingView } from './own-waitlist.dto.js';
import { OwnWaitlistService } from './own-waitlist.service.js';

@Controller('v1/own/waitlist')
export class OwnWaitlistController {
  constructor(
    private readonly waitlist: OwnWaitlistService,
    private readonly clock: Clock,
  ) {}

  /** The customer waits for a time on these days; what becomes free is offered in order, with a deadline (APT-12). */
  @Post()
  @Costs(20)
  @Allow('customer')
  @Answers(OwnWaitingView, { status: 201 })
  async join(@Body() body: OwnWaiting, @Caller() caller: Principal): Promise<OwnWaitingView> {
    const { operations, startsFrom = '00:00', startsUntil = '23:59', ...rest } = body;
    const request = { ...rest, operationCodes: operations, startsFrom, startsUntil };
    return OwnWaitingView.of(await this.waitlist.join(request, this.actOf(caller)));
  }

  @Get()
  @Allow('customer')
  @Answers(OwnWaitingView, { page: true })
  async list(@Query() page: PageQuery, @Caller() caller: Principal): Promise<Page<OwnWaitingView>> {
    return pageOf(await this.waitlist.page(customerIdOf(caller), page), OwnWaitingView.of);
  }

  /** The customer takes what is offered: `appointmentId` is the visit. */
  @Post(':id/accept')
  @HttpCode(200)
  @Allow('customer')
  @Answers(OwnWaitingView)
  async accept(@Id() id: string, @Caller() caller: Principal): Promise<OwnWaitingView> {
    return OwnWaitingView.of(await this.waitlist.accept(id, this.actOf(caller)));
  }

  /** The customer wants another time and waits on. */
  @Post(':id/decline')
  @HttpCode(200)
  @Allow('customer')
  @Answers(OwnWaitingView)
  async decline(@Id() id: string, @Caller() caller: Principal): Promise<OwnWaitingView> {
    return OwnWaitingView.of(await this.waitlist.decline(id, this.actOf(caller)));
  }

  /** The customer waits no more. */
  @Post(':id/leave')
  @HttpCode(200)
  @Allow('customer')
  @Answers(OwnWaitingView)
  async leave(@Id() id: string, @Caller() caller: Principal): Promise<OwnWaitingView> {
    return OwnWaitingView.of(await this.waitlist.leave(id, this.actOf(caller)));
  }

  private actOf(caller: Principal): Act {
    return { id: uuidv7(), at: this.clock.now(), by: customerIdOf(caller) };
  }
}
