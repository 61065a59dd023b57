import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import {
  Allow, Answers, Caller, Clock, Costs, Id, type Page, pageOf, PageQuery, type Principal, Stores,
} from '@pitlane/platform'; // prettier-ignore
import { uuidv7 } from 'uuidv7';
import type { Appointment } from '../appointments/appointment.entity.js';
import type { Act } from '../appointments/booking.js';
import { askedBy } from '../appointments/meanwhile.js';
import { FreeSlotsService } from '../capacity/free-slots.service.js';
import { VisitLinksService } from '../visit-links/visit-links.service.js';
import { CancelVisit, FreeTimesView, MoveVisit, VisitLinkView } from '../visit-links/visit.dto.js';
import { customerIdOf } from './customer-id.js';
import {
  OwnBooking, OwnChannelBody, OwnFreeStartsQuery, OwnVehiclesView, OwnVehicleView, OwnVisitView,
} from './own-booking.dto.js'; // prettier-ignore
import { OwnBookingsService } from './own-bookings.service.js';

/** For customers themselves, by web, app and WeChat. */
@Controller('v1/own')
export class OwnBookingsController {
  constructor(
    private readonly own: OwnBookingsService,
    private readonly freeSlots: FreeSlotsService,
    private readonly links: VisitLinksService,
    private readonly stores: Stores,
    private readonly clock: Clock,
  ) {}

  @Get('vehicles')
  @Allow('customer')
  @Answers(OwnVehiclesView)
  async vehicles(@Caller() caller: Principal): Promise<OwnVehiclesView> {
    return { items: (await this.own.vehicles(customerIdOf(caller))).map(OwnVehicleView.of) };
  }

  /** Starts that the workshop can keep for some work, now (APT-4). Nothing is held by asking. */
  @Get('free-starts')
  @Costs(10)
  @Allow('customer')
  @Answers(FreeTimesView)
  async freeStarts(@Query() { operationCodes, meanwhile, ...day }: OwnFreeStartsQuery): Promise<FreeTimesView> {
    const search = { ...day, ...askedBy(meanwhile), operationCodes: operationCodes.split(',') };
    return FreeTimesView.of(await this.freeSlots.search(search, this.clock.now()));
  }

  /** Agrees a visit of an own car that the workshop can keep; refused with the nearest starts when it can't (APT-4, APT-7). */
  @Post('appointments')
  @Costs(20)
  @Allow('customer')
  @Answers(OwnVisitView, { status: 201 })
  async book(
    @Body() { operations, startsAt, ...rest }: OwnBooking,
    @Caller() caller: Principal,
  ): Promise<OwnVisitView> {
    const request = { ...rest, operationCodes: operations, startsAt: new Date(startsAt) };
    return this.viewOf(await this.own.book(customerIdOf(caller), request, this.actOf(caller)));
  }

  @Get('appointments')
  @Allow('customer')
  @Answers(OwnVisitView, { page: true })
  async visits(@Query() page: PageQuery, @Caller() caller: Principal): Promise<Page<OwnVisitView>> {
    return pageOf(await this.own.visits(customerIdOf(caller), page), (appointment) => this.viewOf(appointment));
  }

  @Get('appointments/:id')
  @Allow('customer')
  @Answers(OwnVisitView)
  async visit(@Id() id: string, @Caller() caller: Principal): Promise<OwnVisitView> {
    return this.viewOf(await this.own.visit(customerIdOf(caller), id));
  }

  /** The address by which the customer comes back to the visit without a pass. */
  @Get('appointments/:id/link')
  @Header('cache-control', 'no-store')
  @Allow('customer')
  @Answers(VisitLinkView)
  async link(@Id() id: string, @Caller() caller: Principal): Promise<VisitLinkView> {
    await this.own.visit(customerIdOf(caller), id);
    return VisitLinkView.of(await this.links.tokenOf(id));
  }

  /** The customer says that they will come (APT-9). */
  @Post('appointments/:id/confirm')
  @HttpCode(200)
  @Allow('customer')
  @Answers(OwnVisitView)
  async confirm(
    @Id() id: string,
    @Body() { channel }: OwnChannelBody,
    @Caller() caller: Principal,
  ): Promise<OwnVisitView> {
    return this.viewOf(await this.own.confirm(id, channel, this.actOf(caller)));
  }

  /** Another time, in one step: the old one is given back with the new one taken (APT-10). */
  @Post('appointments/:id/move')
  @HttpCode(200)
  @Costs(20)
  @Allow('customer')
  @Answers(OwnVisitView)
  async move(@Id() id: string, @Body() { startsAt }: MoveVisit, @Caller() caller: Principal): Promise<OwnVisitView> {
    return this.viewOf(await this.own.move(id, new Date(startsAt), this.actOf(caller)));
  }

  /** The customer will not come (APT-10). */
  @Post('appointments/:id/cancel')
  @HttpCode(200)
  @Allow('customer')
  @Answers(OwnVisitView)
  async cancel(
    @Id() id: string,
    @Body() { reason = '客户取消' }: CancelVisit,
    @Caller() caller: Principal,
  ): Promise<OwnVisitView> {
    return this.viewOf(await this.own.cancel(id, reason, this.actOf(caller)));
  }

  private actOf(caller: Principal): Act {
    return { id: uuidv7(), at: this.clock.now(), by: customerIdOf(caller) };
  }

  private viewOf(appointment: Appointment): OwnVisitView {
    return OwnVisitView.ofOwn(appointment, this.stores.get(appointment.storeId));
  }
}
