import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Clock, Id, type Page, pageOf, PageQuery } from '@pitlane/platform';
import {
  OverrideReservation,
  PickListView,
  PickView,
  ReservationsQuery,
  ReservationView,
  StageReservation,
} from './reservation.dto.js';
import { ReservationsQueries } from './reservations.queries.js';
import { ReservationsService } from './reservations.service.js';
import { ShortageView } from './shortage.dto.js';
import { Shortages } from './shortage.service.js';
import { SoftReservations } from './soft-reservations.service.js';

@Controller('v1')
export class ReservationsController {
  constructor(
    private readonly reservations: ReservationsService,
    private readonly queries: ReservationsQueries,
    private readonly shortages: Shortages,
    private readonly soft: SoftReservations,
    private readonly clock: Clock,
  ) {}

  @Get('reservations')
  @Allow('parts-clerk', 'parts-buyer', 'service-advisor', 'booking-agent', 'foreman', 'service-manager')
  @Answers(ReservationView, { page: true })
  async list(@Query() query: ReservationsQuery): Promise<Page<ReservationView>> {
    return pageOf(await this.queries.list(query), (reservation) => ReservationView.of(reservation));
  }

  /** The reservation with its pick list: lots, bins, quantities. */
  @Get('reservations/:id')
  @Allow('parts-clerk', 'parts-buyer', 'service-advisor', 'booking-agent', 'foreman', 'service-manager')
  @Answers(PickListView)
  async show(@Id() id: string): Promise<PickListView> {
    const { reservation, kept } = await this.queries.byId(id);
    return PickListView.withLots(reservation, kept);
  }

  /** What it misses: when that can be there, and which sister store has it now. */
  @Get('reservations/:id/shortage')
  @Allow('parts-clerk', 'parts-buyer', 'service-advisor', 'booking-agent', 'foreman', 'service-manager')
  @Answers(ShortageView)
  async shortage(@Id() id: string): Promise<ShortageView> {
    return this.shortages.of(id, this.clock.now());
  }

  /** Everything was picked and lies on the reserved shelf. */
  @Post('reservations/:id/stage')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(ReservationView)
  async stage(@Id() id: string, @Body() { shelf }: StageReservation): Promise<ReservationView> {
    return ReservationView.of(await this.reservations.stage(id, shelf, this.clock.now()));
  }

  /** Takes what there is for a soft reservation now, before its visit is near. */
  @Post('reservations/:id/harden')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(ReservationView)
  async harden(@Id() id: string): Promise<ReservationView> {
    return ReservationView.of(await this.soft.harden(id, this.clock.now()));
  }

  /** A manager frees what lines keep, for somebody who needs it more; the reason stays on record. */
  @Post('reservations/:id/override')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(ReservationView)
  async override(@Id() id: string, @Body() { lineIds, reason }: OverrideReservation): Promise<ReservationView> {
    const at = this.clock.now();
    return ReservationView.of(await this.reservations.override(id, lineIds, { reason, at }));
  }

  /** Parts that technicians asked for and did not get yet. */
  @Get('picks')
  @Allow('parts-clerk', 'foreman', 'technician', 'service-manager')
  @Answers(PickView, { page: true })
  async picks(@Query() page: PageQuery): Promise<Page<PickView>> {
    return pageOf(await this.queries.openPicks(page), (pick) => PickView.of(pick));
  }
}
