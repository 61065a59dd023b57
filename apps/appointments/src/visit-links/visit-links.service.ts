import { Injectable } from '@nestjs/common';
import { currentScope, Database, runInScope, SystemScope } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import type { Appointment } from '../appointments/appointment.entity.js';
import { AppointmentsQueries } from '../appointments/appointments.queries.js';
import { AppointmentsService } from '../appointments/appointments.service.js';
import type { Act } from '../appointments/booking.js';
import { NoSuchLink } from '../secret-links/secret-link.errors.js';
import { SecretLinks } from '../secret-links/secret-links.js';
import { linkedVisit } from './visit-links.queries.js';

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
