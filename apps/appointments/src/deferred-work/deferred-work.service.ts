import { Injectable } from '@nestjs/common';
import type { FindingDecided } from '@pitlane/contracts';
import { actingStore, Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import { Appointment } from '../appointments/appointment.entity.js';
import { DeferredWork, type DeferredWorkEnd, type DeferredWorkStatus } from './deferred-work.entity.js';
import { takenUpIn } from './deferred-work.queries.js';

/** Work that was needed and not done, until somebody does it or nobody wants it any more (WKS-7, APT-13). */
@Injectable()
export class DeferredWorkService {
  constructor(private readonly db: Database) {}

  /** Keeps what a customer declined, in the transaction of the event. */
  async note(tx: Tx, event: FindingDecided): Promise<void> {
    await tx.save(DeferredWork.of(event, actingStore(tx.scope)));
  }

  /** The visit that took it up was completed. */
  async noteCompleted(tx: Tx, repairOrderId: string, completedAt: Date): Promise<void> {
    for (const work of await tx.lockEach(DeferredWork, await takenUpIn(tx, repairOrderId))) {
      work.end('done', null, { at: completedAt, by: 'workshop' });
      await tx.save(work);
    }
  }

  /** @throws NotFound | DeferredWorkEnded | DeferredWorkOfAnotherVehicle | VisitNotTakingPlace */
  takeUp(id: string, appointmentId: string): Promise<DeferredWork> {
    return this.db.transaction(async (tx) => {
      const appointment = await tx.lock(Appointment, appointmentId);
      const work = await tx.lock(DeferredWork, id);
      work.takeUp(appointment);
      return tx.save(work);
    });
  }

  /** @throws NotFound | DeferredWorkEnded */
  end(
    id: string,
    { status, reason }: { status: DeferredWorkEnd; reason: string },
    act: { at: Date; by: string },
  ): Promise<DeferredWork> {
    return this.db.transaction(async (tx) => {
      const work = await tx.lock(DeferredWork, id);
      work.end(status, reason, act);
      return tx.save(work);
    });
  }

  /** What was found last first. */
  page(filter: { status?: DeferredWorkStatus; vehicleId?: string }, page: PageQuery): Promise<Page<DeferredWork>> {
    return this.db.read((tx) => tx.page(DeferredWork, { storeId: actingStore(), ...filter }, page));
  }
}
