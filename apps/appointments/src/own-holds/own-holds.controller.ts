import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Costs, Id, type Principal } from '@pitlane/platform';
import type { Deed } from '../booking-proposals/booking-proposal.entity.js';
import { customerIdOf } from '../own-bookings/customer-id.js';
import { OwnHold, OwnHoldView } from './own-hold.dto.js';
import { OwnHoldsService } from './own-holds.service.js';

@Controller('v1/own/slot-holds')
export class OwnHoldsController {
  constructor(
    private readonly holds: OwnHoldsService,
    private readonly clock: Clock,
  ) {}

  /** Keeps a time for an own car while the customer decides (APT-6). `POST /v1/own/appointments` with `holdId` books it. */
  @Post()
  @Costs(20)
  @Allow('customer')
  @Answers(OwnHoldView, { status: 201 })
  async hold(@Body() { operations, startsAt, ...rest }: OwnHold, @Caller() caller: Principal): Promise<OwnHoldView> {
    const wish = { ...rest, operationCodes: operations, startsAt: new Date(startsAt) };
    return OwnHoldView.of(await this.holds.hold(wish, this.deedOf(caller)));
  }

  /** The customer decided against it: the time is free again, at once. */
  @Post(':id/release')
  @HttpCode(200)
  @Allow('customer')
  @Answers(OwnHoldView)
  async release(@Id() id: string, @Caller() caller: Principal): Promise<OwnHoldView> {
    return OwnHoldView.of(await this.holds.release(id, this.deedOf(caller)));
  }

  private deedOf(caller: Principal): Deed {
    return { at: this.clock.now(), by: customerIdOf(caller) };
  }
}
