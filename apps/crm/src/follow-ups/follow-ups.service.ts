import { Injectable } from '@nestjs/common';
import type { VehicleDelivered } from '@pitlane/contracts';
import { actingStore, Clock, Database, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { AccessLog } from '../personal-data/access-log.service.js';
import { CustomerKeys } from '../personal-data/customer-keys.service.js';
import { CustomerIsErased } from '../personal-data/personal-data.errors.js';
import type { FiguresQuery, FollowUpQueueQuery, RecordAttempt, RoundFiguresView } from './follow-up.dto.js';
import type { CallReport } from './follow-up-attempt.entity.js';
import { FollowUp, ROUNDS } from './follow-up.entity.js';
import { figures, openOf, queue } from './follow-ups.queries.js';

const instant = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));

/** The calls after a visit (CRM-3). */
@Injectable()
export class FollowUpsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly keys: CustomerKeys,
    private readonly access: AccessLog,
  ) {}

  /** Exactly two calls per delivered visit; to a customer who was erased they are given up at once. */
  async plan(tx: Tx, delivery: VehicleDelivered): Promise<void> {
    if (await tx.find(FollowUp, { repairOrderId: delivery.repairOrderId })) return;
    const storeId = actingStore(tx.scope);
    const isErased = !(await this.keys.toSeal(tx, delivery.customerId));
    for (const round of ROUNDS) {
      const followUp = FollowUp.after(delivery, { id: uuidv7(), storeId }, round);
      if (isErased) followUp.giveUp(this.clock.now());
      await tx.save(followUp);
    }
  }

  /** Nobody calls a customer who is erased, in any store that the transaction sees. */
  async giveUpAll(tx: Tx, customerId: string, at: Date): Promise<void> {
    for (const id of await openOf(tx, customerId)) {
      const followUp = await tx.lock(FollowUp, id);
      followUp.giveUp(at);
      await tx.save(followUp);
    }
  }

  /** @throws NotFound | FollowUpAlreadyDone | CustomerIsErased */
  record(id: string, { result, answers = [], remarks }: RecordAttempt, at: Date): Promise<FollowUp> {
    return this.db.transaction(async (tx) => {
      const followUp = await tx.lock(FollowUp, id);
      const { customerId } = followUp;
      const call = { id: uuidv7(), outcome: result, answers, remarks: remarks ?? null, madeBy: tx.scope.actor.id };
      const done = followUp.record(call, at);
      const key = await this.keys.toSeal(tx, customerId);
      if (!key) throw new CustomerIsErased(customerId);
      const made = followUp.attempts.at(-1);
      if (made) made.sealedReport = key.seal(made.reportPlace, made.report);
      await tx.save(followUp, done);
      await this.show(tx, [followUp]);
      return followUp;
    });
  }

  get(id: string): Promise<FollowUp> {
    return this.db.transaction(async (tx) => {
      const followUp = await tx.get(FollowUp, id);
      await this.show(tx, [followUp]);
      return followUp;
    });
  }

  queue({ status, dueBefore }: FollowUpQueueQuery): Promise<FollowUp[]> {
    return this.db.transaction(async (tx) => {
      const followUps = await queue(tx, { done: status === 'done', dueBefore: instant(dueBefore) });
      await this.show(tx, followUps);
      return followUps;
    });
  }

  figures({ deliveredFrom, deliveredUntil }: FiguresQuery, at: Date): Promise<RoundFiguresView[]> {
    const period = { from: instant(deliveredFrom), until: instant(deliveredUntil) };
    return this.db.read((tx) => figures(tx, period, at));
  }

  /** Opens what was said in the calls; of customers who were erased nothing is left. */
  async open(tx: Tx, followUps: readonly FollowUp[]): Promise<void> {
    const called = followUps.filter(({ attempts }) => attempts.length > 0);
    const keys = await this.keys.toOpen(tx, called.map(({ customerId }) => customerId)); // prettier-ignore
    for (const { customerId, attempts } of called) {
      for (const attempt of attempts) {
        const report = keys.get(customerId)?.open<CallReport>(attempt.reportPlace, attempt.sealedReport);
        Object.assign(attempt, report ?? { answers: [], remarks: null });
      }
    }
  }

  private async show(tx: Tx, followUps: readonly FollowUp[]): Promise<void> {
    await this.open(tx, followUps);
    const called = followUps.filter(({ attempts }) => attempts.length > 0);
    await this.access.enter(tx, called.map(({ customerId }) => customerId), 'follow-up'); // prettier-ignore
  }
}
