import { Controller } from '@nestjs/common';
import { TechnicianChanged } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownTechnician } from './known-technician.entity.js';

@Controller()
export class KnownTechniciansSubscriber {
  /** Capacity follows the technicians' skills, certificates, shifts and absences (WKS-1). */
  @Handles(TechnicianChanged)
  async keep(event: TechnicianChanged, tx: Tx): Promise<void> {
    const { technicianRecordId, technicianId, skills, shifts, absences, active } = event;
    const known = { technicianRecordId, technicianId, skills, shifts, absences, active };
    await tx.put(Object.assign(new KnownTechnician(), { storeId: actingStore(tx.scope), ...known }));
  }
}
