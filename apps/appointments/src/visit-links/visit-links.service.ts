import { Injectable } from '@nestjs/common';
import { currentScope, Database, runInScope, SystemScope, NoSuchLink, SecretLinks } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import type { Appointment } from '../appointments/appointment.entity.js';
import { AppointmentsQueries } from '../appointments/appointments.queries.js';
import { AppointmentsService } from '../appointments/appointments.service.js';
import type { Act } from '../appointments/booking.js';
import { askedBy } from '../appointments/meanwhile.js';
import { FreeSlotsService } from '../capacity/free-slots.service.js';
import type { Found } from '../capacity/search.js';
import { linkedVisit } from './visit-links.queries.js';
import { askedByCustomer } from './visit.errors.js';

/**
 * What the holder of a visit's link may do with that one visit. A step that was taken already is answered as it was then: whoever
 * has no account has no key to repeat a command with.
 */
@Injectable()
export class VisitLinksService {
  constructor(
    private readonly db: Database,
    private readonly system: SystemScope,
    private readonly links: SecretLinks,
    private readonly appointments: AppointmentsService,
    private readonly queries: AppointmentsQueries,
    private readonly freeSlots: FreeSlotsService,
  ) {}

  /** The secret part of the address. @throws NotFound */
  async tokenOf(appointmentId: string): Promise<{ appointment: Appointment; token: string }> {
    const appointment = await this.queries.get(appointmentId);
    return { appointment, token: this.links.tokenFor('visit', appointment.id) };
  }

  /** @throws NoSuchLink */
  get(token: string, now: Date): Promise<Appointment> {
    return this.asCustomer(token, now, (visit) => Promise.resolve(visit));
  }

  /** @throws NoSuchLink | WrongStatus */
  confirm(token: string, now: Date): Promise<Appointment> {
    return this.asCustomer(token, now, (visit, act) =>
      visit.status === 'confirmed' ? Promise.resolve(visit) : this.appointments.confirm(visit.id, 'web', act),
    );
  }

  /** Times to which the visit can be moved, on one local day or the next ones. @throws NoSuchLink */
  freeTimes(token: string, day: string | undefined, now: Date): Promise<Found> {
    return this.asCustomer(token, now, (visit) =>
      this.freeSlots.search(
        {
          ...(day !== undefined && { day }),
          ...askedBy(visit.meanwhile),
          ...{ vehicleId: visit.vehicleId, moved: visit },
          operationCodes: visit.estimate.operations.map(({ operationCode }) => operationCode),
        },
        now,
      ),
    );
  }

  /** To the time that it has it stays as it is. @throws NoSuchLink | WrongStatus | TimeTaken | StartInThePast | StartOffTheGrid */
  move(token: string, startsAt: Date, now: Date): Promise<Appointment> {
    return this.asCustomer(token, now, ({ id }, act) =>
      askedByCustomer(this.appointments.move(id, { startsAt, by: 'customer' }, act)),
    );
  }

  /** @throws NoSuchLink | WrongStatus */
  cancel(token: string, reason: string, now: Date): Promise<Appointment> {
    return this.asCustomer(token, now, (visit, act) =>
      visit.status === 'cancelled' ? Promise.resolve(visit) : this.appointments.cancel(visit.id, reason, act),
    );
  }

  /** In the store of the visit and in the name of its customer. */
  private async asCustomer<T>(
    token: string,
    now: Date,
    work: (visit: Appointment, act: Act) => Promise<T>,
  ): Promise<T> {
    const id = this.links.idIn('visit', token);
    const found = await this.system.inAllStores(() => this.db.read((tx) => linkedVisit(tx, id, now)));
    if (!found) throw new NoSuchLink();
    const by = found.customer_id;
    return this.system.inStore(found.store_id, () =>
      runInScope({ ...currentScope(), actor: { id: by, role: 'customer' } }, async () =>
        work(await this.queries.get(id), { id: uuidv7(), at: now, by }),
      ),
    );
  }
}
