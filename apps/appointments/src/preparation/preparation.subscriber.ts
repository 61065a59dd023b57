import { Controller } from '@nestjs/common';
import {
  BayChanged, PartsReserved, PartsShort, PartsStaged, RepairOrderDrafted, ReservationReleased, TechnicianChanged,
} from '@pitlane/contracts'; // prettier-ignore
import { actingStore, Handles, Stores, type Tx } from '@pitlane/platform';
import { stayOf } from '../capacity/stay.js';
import { KnownTechnician } from '../known-technicians/known-technician.entity.js';
import { PreparationService } from './preparation.service.js';

/** The checklist ticks itself from what the other services say (APT-8). */
@Controller()
export class PreparationSubscriber {
  constructor(
    private readonly preparation: PreparationService,
    private readonly stores: Stores,
  ) {}

  @Handles(RepairOrderDrafted)
  async noteDraft(event: RepairOrderDrafted, tx: Tx): Promise<void> {
    await this.preparation.noteDraft(tx, event, this.stores.get(actingStore(tx.scope)));
  }

  @Handles(PartsReserved)
  async noteReserved(event: PartsReserved, tx: Tx): Promise<void> {
    await this.noteParts(tx, event, { parts: true });
  }

  @Handles(PartsShort)
  async noteShort(event: PartsShort, tx: Tx): Promise<void> {
    await this.noteParts(tx, event, { parts: false, 'parts-staged': false });
  }

  @Handles(PartsStaged)
  async noteStaged(event: PartsStaged, tx: Tx): Promise<void> {
    await this.noteParts(tx, event, { 'parts-staged': true });
  }

  /** Before the visit it means that a manager gave the parts to someone else; later that the repair order took them over. */
  @Handles(ReservationReleased)
  async noteReleased(event: ReservationReleased, tx: Tx): Promise<void> {
    await this.noteParts(tx, event, { parts: false, 'parts-staged': false });
  }

  /** A closed bay is planned no more. */
  @Handles(BayChanged)
  async noteBay({ bayId, active }: BayChanged, tx: Tx): Promise<void> {
    await this.preparation.noteLost(tx, { item: 'bay', resourceId: bayId }, () => !active);
  }

  /** A technician who is away, or may not use a skill any more, is planned no more. */
  @Handles(TechnicianChanged)
  async noteTechnician(event: TechnicianChanged, tx: Tx): Promise<void> {
    const technician = Object.assign(new KnownTechnician(), event);
    const store = this.stores.get(actingStore(tx.scope));
    await this.preparation.noteLost(
      tx,
      { item: 'technician', resourceId: event.technicianId },
      (held) => !technician.isFitFor(held.skills, stayOf(held, store)),
    );
  }

  private async noteParts(
    tx: Tx,
    { purpose, purposeId }: Pick<PartsReserved, 'purpose' | 'purposeId'>,
    items: { parts?: boolean; 'parts-staged'?: boolean },
  ): Promise<void> {
    if (purpose !== 'appointment') return;
    await this.preparation.note(tx, { appointmentId: purposeId, service: 'parts' }, items);
  }
}
