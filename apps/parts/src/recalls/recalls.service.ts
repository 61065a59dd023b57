import { Injectable } from '@nestjs/common';
import type { AffectedRepairOrder } from '@pitlane/contracts';
import { Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import { In } from 'typeorm';
import { type DeliveryWithLots, withLots } from '../deliveries/deliveries.queries.js';
import { Delivery, type LotSuspicion, type Suspicion } from '../deliveries/delivery.entity.js';
import { KeptStock } from '../reservations/kept-stock.service.js';
import { Lot } from '../stock/lot.entity.js';
import { clearQuarantine, quarantineKept } from '../stock/quarantine.queries.js';
import {
  affectedBy,
  keepingLineIds,
  leaveUntold,
  markSuspected,
  type PassedOn,
  passedOnOf,
  suspectedDeliveries,
  toldOf,
} from './recalls.queries.js';

/** Who got something of what is suspected: cars of this store, and sister stores, which know their own cars. */
export interface Recall {
  readonly repairOrders: AffectedRepairOrder[];
  readonly passedOn: PassedOn[];
}

/** A lot as it was, with what is suspected of it from now on. */
type SuspectedNow = LotSuspicion & { readonly lot: Lot };

const idsOf = (those: readonly { id: string }[]): string[] => those.map(({ id }) => id);
const partNumbersOf = (lots: readonly Lot[]): string[] => lots.map(({ partNumber }) => partNumber);

/** Deliveries that are counterfeit or recalled, as far as somebody suspects (PRT-8). */
@Injectable()
export class RecallsService {
  constructor(
    private readonly db: Database,
    private readonly keptStock: KeptStock,
  ) {}

  /**
   * Puts all that is left of a delivery into quarantine, also what is kept for somebody: those are short from then on, unless other
   * lots can take the place. What comes back of it later goes there, too. Sister stores that got something of it are told.
   * @throws NotFound | DeliveryIsSuspected
   */
  suspect(deliveryId: string, suspicion: Suspicion): Promise<Recall> {
    return this.db.transaction(async (tx) => {
      const delivery = await tx.lock(Delivery, deliveryId);
      delivery.suspect(suspicion);
      return recallOf(tx, await this.follow(tx, [delivery], suspicion.at));
    });
  }

  /**
   * It was unfounded: what the inspection had accepted is free again, for those who wait. What a sister store suspects of the lots
   * that it gave stays where it is.
   * @throws NotFound | DeliveryNotSuspected
   */
  lift(deliveryId: string, { reason, at }: { reason: string; at: Date }): Promise<Recall> {
    return this.db.transaction(async (tx) => {
      const delivery = await tx.lock(Delivery, deliveryId);
      delivery.liftSuspicion();
      return recallOf(tx, await this.follow(tx, [delivery], at, reason));
    });
  }

  /** Who got something of what is suspected of a delivery; of the whole of it, while nothing is. @throws NotFound */
  affectedBy(deliveryId: string): Promise<Recall> {
    return this.db.read(async (tx) => {
      const { lots } = await withLots(tx, await tx.get(Delivery, deliveryId));
      const suspected = lots.filter((lot) => lot.suspected);
      return recallOf(tx, idsOf(suspected.length > 0 ? suspected : lots));
    });
  }

  suspected(page: PageQuery): Promise<Page<DeliveryWithLots>> {
    return this.db.read((tx) => suspectedDeliveries(tx, page));
  }

  /**
   * Lets the lots of deliveries follow what is suspected of them, here or in the store that gave them, and says what stands.
   * The deliveries are locked by then.
   * @returns the lots that are under suspicion from now on
   */
  async follow(tx: Tx, deliveries: readonly Delivery[], at: Date, liftReason?: string): Promise<string[]> {
    const now = await suspectedNow(tx, deliveries, liftReason);
    const lots = now.map(({ lot }) => lot);
    const loss = {
      partNumbers: partNumbersOf(lots),
      lineIds: () => keepingLineIds(tx, idsOf(lots)),
      take: async () => {
        await markSuspected(tx, now);
        await clearLifted(tx, now, at);
        return quarantineKept(tx, idsOf(lots), at);
      },
    };
    await this.keptStock.takeAway(tx, loss, at);
    for (const delivery of deliveries) await say(tx, delivery, now, at);
    await leaveUntold(tx, idsOf(lots));
    return now.filter(({ suspected }) => suspected).map(({ lot }) => lot.id);
  }
}

/** Lots that are under suspicion now, or were until now. */
async function suspectedNow(tx: Tx, deliveries: readonly Delivery[], liftReason?: string): Promise<SuspectedNow[]> {
  const lots = await tx.list(Lot, { deliveryId: In(idsOf(deliveries)) }, { order: { id: 'ASC' } });
  const told = await toldOf(tx, idsOf(lots));
  const now = deliveries.flatMap((delivery) =>
    lots
      .filter(({ deliveryId }) => deliveryId === delivery.id)
      .map((lot) => ({ lot, ...delivery.suspicionOf(lot, told.get(lot.id), liftReason) })),
  );
  return now.filter(({ lot, suspected }) => suspected || lot.suspected);
}

/** What the inspection had accepted is free, where no suspicion stands any more. */
async function clearLifted(tx: Tx, now: readonly SuspectedNow[], at: Date): Promise<void> {
  const lifted = now.filter(({ lot, suspected }) => lot.suspected && !suspected && lot.result === 'accepted');
  for (const { lot, reason } of lifted) await clearQuarantine(tx, [lot.id], { documentId: lot.deliveryId, at, reason });
}

/** Says what is lifted of a delivery, then what stands: whoever listens knows what stands by the last word. */
async function say(tx: Tx, delivery: Delivery, now: readonly SuspectedNow[], at: Date): Promise<void> {
  const own = now.filter(({ lot }) => lot.deliveryId === delivery.id);
  const lifted = own.find(({ lot, suspected }) => lot.suspected && !suspected);
  const standing = own.filter(({ suspected }) => suspected);
  const [first] = standing;
  const lots = standing.map(({ lot }) => lot);
  const repairOrders = await affectedBy(tx, idsOf(lots));
  await tx.save(
    delivery,
    lifted && delivery.suspicionLifted({ reason: lifted.reason, at }),
    first && delivery.suspected(lots, repairOrders, { reason: first.reason, at }),
  );
}

async function recallOf(tx: Tx, lotIds: readonly string[]): Promise<Recall> {
  return { repairOrders: await affectedBy(tx, lotIds), passedOn: await passedOnOf(tx, lotIds) };
}
