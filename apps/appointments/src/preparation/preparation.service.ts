import { Injectable } from '@nestjs/common';
import type { RepairOrderDrafted } from '@pitlane/contracts';
import { Clock, Database, Log, oneByOne, type Store, Stores, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { Appointment } from '../appointments/appointment.entity.js';
import type { Act } from '../appointments/booking.js';
import { needElsewhere } from '../appointments/move.js';
import { CapacityService } from '../capacity/capacity.service.js';
import { isCourtesyCarThere } from '../courtesy-loans/courtesy-loans.queries.js';
import { areDriversThere } from '../rides/rides.queries.js';
import type { ChecklistItemName } from './checklist.js';
import type { Objection } from './checklist-item.entity.js';
import { claimCheck, dueIds, type Held, heldAhead, resourcesOf } from './preparation.queries.js';

/** What a visit needs before it starts (APT-8), and the checks ahead of it (APT-9). */
@Injectable()
export class PreparationService {
  constructor(
    private readonly db: Database,
    private readonly capacity: CapacityService,
    private readonly stores: Stores,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws NotFound | NotOnTheChecklist | WrongStatus */
  tick(id: string, item: string, act: Act): Promise<Appointment> {
    return this.db.transaction(async (tx) => {
      const appointment = await tx.lock(Appointment, id);
      appointment.tick(item, act);
      return tx.save(appointment);
    });
  }

  /** @throws NotFound | NotOnTheChecklist | WrongStatus | OwnedByAnother | NotReadyAnyway */
  untick(id: string, item: string, objection: Objection, act: Act): Promise<Appointment> {
    return this.db.transaction(async (tx) => {
      const appointment = await tx.lock(Appointment, id);
      appointment.untick(item, objection, act);
      return tx.save(appointment);
    });
  }

  /** Ticks what a service says is ready and takes away what is not, in the transaction of its event. @throws NotFound */
  async note(
    tx: Tx,
    { appointmentId, service }: { appointmentId: string; service: string },
    items: Partial<Record<ChecklistItemName, boolean>>,
  ): Promise<void> {
    const appointment = await tx.lock(Appointment, appointmentId);
    appointment.note(items, { id: uuidv7(), at: this.clock.now(), by: service });
    await tx.save(appointment);
  }

  /**
   * Ticks what the draft found planned, save what was lost since: a bay or a technician may say so before the draft does.
   * The appointment is locked first, so that a loss which is noted at the same time comes before or after.
   * @throws NotFound
   */
  async noteDraft(tx: Tx, { appointmentId, ...planned }: RepairOrderDrafted, store: Store): Promise<void> {
    const appointment = await tx.lock(Appointment, appointmentId);
    const there = await resourcesOf(tx, appointment, store);
    const bay = planned.baysPlanned && there.bays;
    const technician = planned.techniciansPlanned && there.technicians;
    const act = { id: uuidv7(), at: this.clock.now(), by: 'workshop' };
    appointment.note({ 'repair-order-draft': true, bay, technician }, act);
    await tx.save(appointment);
  }

  /** Takes the tick away from every visit ahead that counts on a bay or technician and can't have it any more (WKS-1). */
  async noteLost(
    tx: Tx,
    { item, resourceId }: { item: 'bay' | 'technician'; resourceId: string },
    isLost: (held: Held) => boolean,
  ): Promise<void> {
    for (const held of await heldAhead(tx, { item, resourceId, now: this.clock.now() })) {
      if (!isLost(held)) continue;
      await this.note(tx, { appointmentId: held.appointmentId, service: 'workshop' }, { [item]: false });
    }
  }

  /** The starts nearest to that of a visit at which the same work can be kept now (APT-10). @throws NotFound */
  async alternatives(id: string, now: Date): Promise<{ appointment: Appointment; starts: Date[] }> {
    const appointment = await this.db.read((tx) => tx.get(Appointment, id));
    const need = needElsewhere(appointment);
    return { appointment, starts: await this.capacity.alternatives(need, appointment.startsAt, now) };
  }

  /** Does every check that is due, each in a transaction of its own (APT-9). */
  async checkAhead(now: Date): Promise<void> {
    const due = await this.db.read((tx) => dueIds(tx, now));
    await oneByOne(due, this.log, (id) =>
      this.db.transaction(async (tx) => {
        if (!(await claimCheck(tx, id, now))) return;
        const appointment = await tx.lock(Appointment, id);
        await this.noteMeanwhile(tx, appointment, now);
        const found = appointment.checkAhead(now);
        if (found) await tx.save(appointment, found);
      }),
    );
  }

  /** A courtesy car or a driver who is out of service, or late with another, is not ready (APT-15). */
  private async noteMeanwhile(tx: Tx, appointment: Appointment, now: Date): Promise<void> {
    const { id, storeId, meanwhile } = appointment;
    const act = { id: uuidv7(), at: now, by: 'system' };
    if (meanwhile === 'courtesy-car') {
      appointment.note({ 'courtesy-car': await isCourtesyCarThere(tx, id, now) }, act);
    }
    if (meanwhile === 'pick-up-and-return') {
      appointment.note({ driver: await areDriversThere(tx, this.stores.get(storeId), id, now) }, act);
    }
  }
}
