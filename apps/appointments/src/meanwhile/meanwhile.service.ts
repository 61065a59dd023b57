import { Injectable } from '@nestjs/common';
import type { Tx } from '@pitlane/platform';
import type { Appointment } from '../appointments/appointment.entity.js';
import type { Period } from '../capacity/day.js';
import type { Shortage } from '../capacity/need.js';
import { CourtesyLoansService } from '../courtesy-loans/courtesy-loans.service.js';
import { RidesService } from '../rides/rides.service.js';

/** What customers do meanwhile, each a capacity of its own (APT-15): kept with the booking, and free when that ends. */
@Injectable()
export class MeanwhileService {
  constructor(
    private readonly courtesyLoans: CourtesyLoansService,
    private readonly rides: RidesService,
  ) {}

  /** In the transaction of the booking. @returns what is short; undefined when nothing is */
  async reserveFor(tx: Tx, appointment: Appointment, now: Date): Promise<Shortage | undefined> {
    switch (appointment.meanwhile) {
      case 'courtesy-car':
        return (await this.courtesyLoans.reserveFor(tx, appointment, now)) ? undefined : { reason: 'courtesy-car' };
      case 'pick-up-and-return':
        return (await this.rides.planFor(tx, appointment, now)) ? undefined : { reason: 'driver' };
      default:
        return undefined;
    }
  }

  /**
   * In the transaction that moves the visit.
   * @param was the time that it had @returns what is short; undefined when all move with it
   */
  async moveFor(tx: Tx, appointment: Appointment, was: Period, now: Date): Promise<Shortage | undefined> {
    if (!(await this.courtesyLoans.moveFor(tx, appointment, was, now))) return { reason: 'courtesy-car' };
    return (await this.rides.moveFor(tx, appointment, was, now)) ? undefined : { reason: 'driver' };
  }

  /** The visit will not take place. @throws CarWasFetched */
  async releaseFor(tx: Tx, appointment: Appointment, reason: 'cancelled' | 'no-show', now: Date): Promise<void> {
    await this.courtesyLoans.releaseFor(tx, appointment, reason, now);
    await this.rides.releaseFor(tx, appointment, reason, now);
  }

  /** The visit has arrived: a car that its customer brought is not fetched. */
  receive(tx: Tx, appointment: Appointment, now: Date): Promise<void> {
    return this.rides.receive(tx, appointment, now);
  }

  /** Whether the store comes for the car, or has it: then nobody says that its customer does not come. */
  isFetching(tx: Tx, appointment: Appointment): Promise<boolean> {
    return this.rides.isFetching(tx, appointment);
  }
}
