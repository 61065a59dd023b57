import { Injectable } from '@nestjs/common';
import { localTime } from '@pitlane/kernel';
import { type Store, Stores, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { nextOnGrid } from '../capacity/calendar.js';
import { CapacityService } from '../capacity/capacity.service.js';
import { rememberServed } from '../known-customers/known-customers.queries.js';
import { MeanwhileService } from '../meanwhile/meanwhile.service.js';
import { Appointment } from './appointment.entity.js';
import { AppointmentsService, type BookingRequest } from './appointments.service.js';
import type { Act } from './booking.js';

/** Customers at the door (APT-7, APT-11). */
@Injectable()
export class ArrivalsService {
  constructor(
    private readonly stores: Stores,
    private readonly capacity: CapacityService,
    private readonly appointments: AppointmentsService,
    private readonly meanwhile: MeanwhileService,
  ) {}

  /**
   * The customer is there. One who comes on the day of the visit, but after it became a no-show, is booked anew and received at
   * once if there is room: then the new visit is answered (APT-11).
   * @throws NotFound | NotToday | AnotherAdvisorExpected | WrongStatus | NoCapacity with alternatives, and what a booking throws
   */
  arrive(id: string, standIn: boolean, act: Act): Promise<Appointment> {
    return this.capacity.taking({ startsAt: act.at, now: act.at }, async (tx, heldElsewhere) => {
      const visit = await tx.lock(Appointment, id);
      const store = this.stores.get(visit.storeId);
      const day = localTime(visit.startsAt, store.zone).date;
      const today = localTime(act.at, store.zone).date;
      const isLaterDay = day > today;
      if (visit.status !== 'no-show' || day !== today) return this.receive(tx, visit, act, { standIn, isLaterDay });
      const anew = await this.appointments.bookIn(tx, bookedAgain(visit, store, act), { act, heldElsewhere });
      return this.receive(tx, anew, { ...act, id: uuidv7() }, { standIn: true, isLaterDay });
    });
  }

  private async receive(
    tx: Tx,
    visit: Appointment,
    act: Act,
    how: Parameters<Appointment['arrive']>[1],
  ): Promise<Appointment> {
    const { advisorChanged, arrived } = visit.arrive(act, how);
    await rememberServed(tx, { ...visit, at: act.at });
    await this.meanwhile.receive(tx, visit, act.at);
    return tx.save(visit, advisorChanged, arrived);
  }
}

/** What was wanted, from the next step of the grid on, with the advisor who meets the customer; a car that is there need not be fetched. */
function bookedAgain(visit: Appointment, store: Store, { at, by }: Act): BookingRequest {
  const { customerId, vehicleId, causedBy, complaint, diagnosis, meanwhile, estimate, checklist } = visit;
  return {
    ...{ customerId, vehicleId, complaint, channel: 'counter', parts: estimate.parts },
    meanwhile: meanwhile === 'pick-up-and-return' ? 'leaves' : meanwhile,
    ...(causedBy !== null && { causedBy }),
    ...(diagnosis && { diagnosis }),
    ...(store.advisors.some(({ id }) => id === by) && { preferredAdvisorId: by }),
    operationCodes: estimate.operations.map(({ operationCode }) => operationCode),
    expertWanted: checklist.some(({ item }) => item === 'expert'),
    startsAt: nextOnGrid(store, at),
  };
}
