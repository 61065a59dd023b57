import { Injectable } from '@nestjs/common';
import type { VehicleDelivered } from '@pitlane/contracts';
import { actingStore, Database, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import type { FiguresQuery, FollowUpQueueQuery, RecordAttempt, RoundFiguresView } from './follow-up.dto.js';
import { FollowUp, ROUNDS } from './follow-up.entity.js';
import { figures, queue } from './follow-ups.queries.js';

const instant = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));

/** The calls after a visit (CRM-3). */
@Injectable()
export class FollowUpsService {
  constructor(private readonly db: Database) {}

  /** Exactly two calls per delivered visit. */
  async plan(tx: Tx, delivery: VehicleDelivered): Promise<void> {
    if (await tx.find(FollowUp, { repairOrderId: delivery.repairOrderId })) return;
    const storeId = actingStore(tx.scope);
    for (const round of ROUNDS) await tx.save(FollowUp.after(delivery, { id: uuidv7(), storeId }, round));
  }

  /** @throws NotFound | FollowUpAlreadyDone */
  record(id: string, { result, answers = [], remarks }: RecordAttempt, at: Date): Promise<FollowUp> {
    return this.db.transaction(async (tx) => {
      const followUp = await tx.lock(FollowUp, id);
      const call = { id: uuidv7(), outcome: result, answers, remarks: remarks ?? null, madeBy: tx.scope.actor.id };
      const done = followUp.record(call, at);
      return tx.save(followUp, done);
    });
  }

  get(id: string): Promise<FollowUp> {
    return this.db.read((tx) => tx.get(FollowUp, id));
  }

  queue({ status, dueBefore }: FollowUpQueueQuery): Promise<FollowUp[]> {
    return this.db.read((tx) => queue(tx, { done: status === 'done', dueBefore: instant(dueBefore) }));
  }

  figures({ deliveredFrom, deliveredUntil }: FiguresQuery, at: Date): Promise<RoundFiguresView[]> {
    const period = { from: instant(deliveredFrom), until: instant(deliveredUntil) };
    return this.db.read((tx) => figures(tx, period, at));
  }
}
