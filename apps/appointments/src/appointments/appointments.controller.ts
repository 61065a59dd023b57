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
import {
  AppointmentPageView, AppointmentsQuery, AppointmentView, ArriveBody, BookBody, CancelBody, ChangeAdvisorBody, ConfirmBody, MoveBody,
} from './appointment.dto.js'; // prettier-ignore
import { AppointmentsQueries } from './appointments.queries.js';
import { AppointmentsService } from './appointments.service.js';
import { ArrivalsService } from './arrivals.service.js';
import type { Act } from './booking.js';

@Controller('v1/appointments')
export class AppointmentsController {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly arrivals: ArrivalsService,
    private readonly queries: AppointmentsQueries,
    private readonly clock: Clock,
  ) {}

  /** Agrees a visit that the workshop can keep, from a hold where there is one; refused with the nearest alternatives when it can't (APT-2 to APT-7). */
  @Post()
  @Costs(5)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(AppointmentView, { status: 201 })
  async book(@Body() body: BookBody, @Caller() caller: Principal): Promise<AppointmentView> {
    const { operations, parts = [], expertWanted = false, startsAt, holdId, ...rest } = body;
    const request = {
      ...{ ...rest, operationCodes: operations, parts, expertWanted, startsAt: new Date(startsAt) },
      ...(holdId !== undefined && { hold: { id: holdId, heldBy: caller.id } }),
    };
    return AppointmentView.of(await this.appointments.book(request, this.actOf(caller)));
  }

  @Get()
  @Allow('booking-agent', 'service-advisor', 'service-manager', 'foreman', 'parts-clerk', 'crm-agent')
  @Answers(AppointmentPageView)
  async list(@Query() { limit, cursor, ...filter }: AppointmentsQuery): Promise<Page<AppointmentView>> {
    const page = await this.queries.page(filter, { limit, ...(cursor !== undefined && { cursor }) });
    return pageOf(page, AppointmentView.of);
  }

  /** An advisor's own visits at risk; for the manager those that still are one hour ahead (APT-9). */
  @Get('at-risk')
  @Allow('service-advisor', 'service-manager')
  @Answers(AppointmentPageView)
  async atRisk(@Query() page: PageQuery, @Caller() caller: Principal): Promise<Page<AppointmentView>> {
    const advisorId = caller.actingRole === 'service-advisor' ? caller.id : undefined;
    return pageOf(await this.queries.atRisk(advisorId, page), AppointmentView.of);
  }

  @Get(':id')
  @Allow('booking-agent', 'service-advisor', 'service-manager', 'foreman', 'parts-clerk', 'crm-agent')
  @Answers(AppointmentView)
  async get(@Id() id: string): Promise<AppointmentView> {
    return AppointmentView.of(await this.queries.get(id));
  }

  /** The customer says that they will come (APT-9). */
  @Post(':id/confirm')
  @HttpCode(200)
  @Allow('booking-agent', 'service-advisor', 'service-manager', 'crm-agent')
  @Answers(AppointmentView)
  async confirm(
    @Id() id: string,
    @Body() { channel }: ConfirmBody,
    @Caller() caller: Principal,
  ): Promise<AppointmentView> {
    return AppointmentView.of(await this.appointments.confirm(id, channel, this.actOf(caller)));
  }

  /**
   * Another time for a visit that is ahead, in one step: what it has is given back only with the new time taken. Refused with the
   * nearest alternatives when that can't be kept (APT-10).
   */
  @Post(':id/move')
  @HttpCode(200)
  @Costs(5)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(AppointmentView)
  async move(
    @Id() id: string,
    @Body() { startsAt, ...wish }: MoveBody,
    @Caller() caller: Principal,
  ): Promise<AppointmentView> {
    const moved = await this.appointments.move(id, { ...wish, startsAt: new Date(startsAt) }, this.actOf(caller));
    return AppointmentView.of(moved);
  }

  /** The visit will not take place; capacity and parts are free again (APT-10). */
  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(AppointmentView)
  async cancel(
    @Id() id: string,
    @Body() { reason, by }: CancelBody,
    @Caller() caller: Principal,
  ): Promise<AppointmentView> {
    return AppointmentView.of(await this.appointments.cancel(id, reason, this.actOf(caller), by));
  }

  /**
   * The customer is there; the caller is the advisor who receives them (APT-7). One who comes later on the day of a no-show is booked
   * anew where there is room, and the new visit is answered (APT-11).
   */
  @Post(':id/arrive')
  @HttpCode(200)
  @Allow('service-advisor')
  @Answers(AppointmentView)
  async arrive(@Id() id: string, @Body() body: ArriveBody, @Caller() caller: Principal): Promise<AppointmentView> {
    return AppointmentView.of(await this.arrivals.arrive(id, body.standIn ?? false, this.actOf(caller)));
  }

  /** Another advisor will receive the customer, who is told (APT-7). */
  @Post(':id/advisor')
  @HttpCode(200)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(AppointmentView)
  async changeAdvisor(@Id() id: string, @Body() { advisorId }: ChangeAdvisorBody): Promise<AppointmentView> {
    return AppointmentView.of(await this.appointments.changeAdvisor(id, advisorId));
  }

  private actOf(caller: Principal): Act {
    return { id: uuidv7(), at: this.clock.now(), by: caller.id };
  }
}
