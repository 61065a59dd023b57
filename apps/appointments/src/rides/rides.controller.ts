import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import type { Act } from '../appointments/booking.js';
import { BringIn, HandCarOver, MoveRide, RidesQuery, RideView, SetOut } from './ride.dto.js';
import { RidesQueries } from './rides.queries.js';
import { RidesService } from './rides.service.js';

@Controller('v1/rides')
export class RidesController {
  constructor(
    private readonly rides: RidesService,
    private readonly queries: RidesQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(RideView, { page: true })
  async list(@Query() { limit, cursor, ...filter }: RidesQuery): Promise<Page<RideView>> {
    return pageOf(await this.queries.page(filter, { limit, ...(cursor !== undefined && { cursor }) }), RideView.of);
  }

  @Get(':id')
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(RideView)
  async get(@Id() id: string): Promise<RideView> {
    return RideView.of(await this.queries.get(id));
  }

  /** Another time for the ride, when the promised time moves; without one, another driver where its own is missing (APT-15). */
  @Post(':id/move')
  @HttpCode(200)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(RideView)
  async move(@Id() id: string, @Body() { keptFrom }: MoveRide, @Caller() caller: Principal): Promise<RideView> {
    const from = keptFrom === undefined ? undefined : new Date(keptFrom);
    return RideView.of(await this.rides.move(id, from, this.actOf(caller)));
  }

  /** The driver leaves the store: for the car, or with it. */
  @Post(':id/set-out')
  @HttpCode(200)
  @Allow('service-advisor', 'service-manager')
  @Answers(RideView)
  async setOut(@Id() id: string, @Body() { mileageKm }: SetOut, @Caller() caller: Principal): Promise<RideView> {
    return RideView.of(await this.rides.setOut(id, mileageKm, this.actOf(caller)));
  }

  /** At the customer's: the car changes hands, and somebody signs for how it stands there (APT-15). */
  @Post(':id/hand-over')
  @HttpCode(200)
  @Allow('service-advisor', 'service-manager')
  @Answers(RideView)
  async handCarOver(@Id() id: string, @Body() body: HandCarOver, @Caller() caller: Principal): Promise<RideView> {
    const agreementSignedAt = new Date(body.agreementSignedAt).toISOString();
    return RideView.of(await this.rides.handCarOver(id, { ...body, agreementSignedAt }, this.actOf(caller)));
  }

  /** The fetched car is at the store, and its driver free. The advisor receives the visit as any other. */
  @Post(':id/bring-in')
  @HttpCode(200)
  @Allow('service-advisor', 'service-manager')
  @Answers(RideView)
  async bringIn(@Id() id: string, @Body() { mileageKm }: BringIn, @Caller() caller: Principal): Promise<RideView> {
    return RideView.of(await this.rides.bringIn(id, mileageKm, this.actOf(caller)));
  }

  /** The customer brings the car, or takes it away. */
  @Post(':id/give-up')
  @HttpCode(200)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(RideView)
  async giveUp(@Id() id: string, @Caller() caller: Principal): Promise<RideView> {
    return RideView.of(await this.rides.giveUp(id, this.actOf(caller)));
  }

  private actOf(caller: Principal): Act {
    return { id: uuidv7(), at: this.clock.now(), by: caller.id };
  }
}
