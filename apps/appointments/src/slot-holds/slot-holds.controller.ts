import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Costs, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import type { Deed } from '../booking-proposals/booking-proposal.entity.js';
import { HoldBody, SlotHoldsQuery, SlotHoldView } from './slot-hold.dto.js';
import { SlotHoldsQueries } from './slot-holds.queries.js';
import { SlotHoldsService } from './slot-holds.service.js';

@Controller('v1/slot-holds')
export class SlotHoldsController {
  constructor(
    private readonly holds: SlotHoldsService,
    private readonly queries: SlotHoldsQueries,
    private readonly clock: Clock,
  ) {}

  /** Keeps a time while the customer decides: nobody else is offered it until it expires (APT-6). `POST /v1/appointments` with `holdId` books it. */
  @Post()
  @Costs(5)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(SlotHoldView, { status: 201 })
  async hold(@Body() body: HoldBody, @Caller() caller: Principal): Promise<SlotHoldView> {
    const { operations, parts = [], startsAt, ...rest } = body;
    const wish = { ...rest, operationCodes: operations, parts, startsAt: new Date(startsAt) };
    return SlotHoldView.of(await this.holds.hold(wish, this.deedOf(caller)));
  }

  @Get()
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(SlotHoldView, { page: true })
  async list(@Query() { limit, cursor, ...filter }: SlotHoldsQuery): Promise<Page<SlotHoldView>> {
    const page = await this.queries.page(filter, { limit, ...(cursor !== undefined && { cursor }) });
    return pageOf(page, SlotHoldView.of);
  }

  @Get(':id')
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(SlotHoldView)
  async get(@Id() id: string): Promise<SlotHoldView> {
    return SlotHoldView.of(await this.queries.get(id));
  }

  /** The customer decided against it: the time is free again, at once. Only who holds it gives it back. */
  @Post(':id/release')
  @HttpCode(200)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(SlotHoldView)
  async release(@Id() id: string, @Caller() caller: Principal): Promise<SlotHoldView> {
    return SlotHoldView.of(await this.holds.release(id, this.deedOf(caller)));
  }

  private deedOf(caller: Principal): Deed {
    return { at: this.clock.now(), by: caller.id };
  }
}
