import { Injectable } from '@nestjs/common';
import { NotFound } from '@pitlane/kernel';
import { actingStore, Database, type Page, type PageQuery } from '@pitlane/platform';
import type { Appointment } from '../appointments/appointment.entity.js';
import { AppointmentsQueries } from '../appointments/appointments.queries.js';
import { AppointmentsService, type BookingRequest } from '../appointments/appointments.service.js';
import type { Act } from '../appointments/booking.js';
import { KnownVehicle } from '../known-vehicles/known-vehicle.entity.js';
import { OwnHoldsService } from '../own-holds/own-holds.service.js';
import { SETTINGS } from '../settings.js';
import { askedByCustomer } from '../visit-links/visit.errors.js';
import { assertOwnVehicle } from './own-bookings.queries.js';

export type OwnRequest = Pick<
  BookingRequest,
  'vehicleId' | 'channel' | 'complaint' | 'operationCodes' | 'startsAt' | 'meanwhile'
> & {
  /** What they hold already of it (APT-6). */
  readonly holdId?: string;
};

const MOST_VEHICLES = 100;

/** What customers do by themselves: with their own cars and visits alone. What is another's is not there. */
@Injectable()
export class OwnBookingsService {
  constructor(
    private readonly db: Database,
    private readonly appointments: AppointmentsService,
    private readonly queries: AppointmentsQueries,
    private readonly holds: OwnHoldsService,
  ) {}

  vehicles(customerId: string): Promise<KnownVehicle[]> {
    const own = { storeId: actingStore(), ownerCustomerId: customerId };
    return this.db.read((tx) => tx.list(KnownVehicle, own, { order: { vehicleId: 'ASC' }, take: MOST_VEHICLES }));
  }

  /** Newest booking first. */
  visits(customerId: string, page: PageQuery): Promise<Page<Appointment>> {
    return this.queries.page({ customerId }, page);
  }

  /** @throws NotFound */
  async visit(customerId: string, id: string): Promise<Appointment> {
    const appointment = await this.queries.get(id);
    if (appointment.customerId !== customerId) throw new NotFound('appointment', id);
    return appointment;
  }

  /** As the booking line does it, for a car of their own. @throws TimeTaken | VehicleNotKnown | TooManyVisitsAhead | NotFound, and as `AppointmentsService.book` */
  async book(customerId: string, { holdId, ...request }: OwnRequest, act: Act): Promise<Appointment> {
    await this.db.read((tx) => assertOwnVehicle(tx, request.vehicleId, customerId));
    if (holdId !== undefined) await this.holds.assertOwn(holdId, customerId);
    const hold = holdId === undefined ? {} : { hold: { id: holdId, heldBy: customerId } };
    const booking = { ...request, ...hold, customerId, parts: [], expertWanted: false };
    return askedByCustomer(this.appointments.book(booking, act, SETTINGS.ownVisitsAhead));
  }

  /** @throws NotFound | WrongStatus */
  async confirm(id: string, channel: BookingRequest['channel'], act: Act): Promise<Appointment> {
    await this.visit(act.by, id);
    return this.appointments.confirm(id, channel, act);
  }

  /** To the time that it has it stays as it is. @throws NotFound | WrongStatus | TimeTaken | StartInThePast | StartOffTheGrid */
  async move(id: string, startsAt: Date, act: Act): Promise<Appointment> {
    await this.visit(act.by, id);
    return askedByCustomer(this.appointments.move(id, { startsAt, by: 'customer' }, act));
  }

  /** @throws NotFound | WrongStatus */
  async cancel(id: string, reason: string, act: Act): Promise<Appointment> {
    await this.visit(act.by, id);
    return this.appointments.cancel(id, reason, act);
  }
}
