import { Injectable } from '@nestjs/common';
import type { RepairOrderCompleted } from '@pitlane/contracts';
import { localTime } from '@pitlane/kernel';
import { actingStore, Database, type Page, type PageQuery, Stores, type Tx } from '@pitlane/platform';
import type { FindOptionsWhere } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { nextNumber } from '../counters/counters.queries.js';
import { drawnFor, holdRepairOrder } from '../known-issues/known-issues.queries.js';
import { KnownFinalDraw } from '../known-issues/known-final-draw.entity.js';
import type { KnownIssueLine } from '../known-issues/known-issue-line.entity.js';
import { KnownRepairOrder } from '../known-repair-orders/known-repair-order.entity.js';
import { KnownVehicle } from '../known-vehicles/known-vehicle.entity.js';
import { Quote } from '../quotes/quote.entity.js';
import type { SettlementToPrint } from './settlement-print.js';
import { type DifferenceApproval, Settlement } from './settlement.entity.js';
import { QuoteNotKnown } from './settlement.errors.js';
import { type SettlementWithDraws } from './settlement.dto.js';

@Injectable()
export class SettlementsService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /** Drafts the settlement of a completed repair order. @throws QuoteNotKnown | LineNotAuthorized */
  async draft(completed: RepairOrderCompleted, tx: Tx): Promise<void> {
    const { repairOrderId } = completed;
    await holdRepairOrder(tx, repairOrderId);
    const order = await tx.find(KnownRepairOrder, { id: repairOrderId });
    const quote = order?.quoteId ? await tx.find(Quote, { id: order.quoteId }) : null;
    if (!quote) throw new QuoteNotKnown(repairOrderId);
    await settleParts(Settlement.draft(uuidv7(), completed, quote), quote, tx);
  }

  /** Notes what the parts service said of an order, and looks again whether its settlement is complete. */
  async note(repairOrderId: string, said: readonly (KnownIssueLine | KnownFinalDraw)[], tx: Tx): Promise<void> {
    await holdRepairOrder(tx, repairOrderId);
    await tx.put(...said);
    const settlement = await tx.lockOne(Settlement, { storeId: actingStore(tx.scope), repairOrderId });
    if (settlement) await settleParts(settlement, await tx.get(Quote, settlement.quoteId), tx);
  }

  /** @throws NotFound | SettlementNotBlocked | ConsentNeeded */
  approveDifference(id: string, approval: DifferenceApproval): Promise<SettlementWithDraws> {
    return this.db.transaction(async (tx) => {
      const settlement = await tx.lock(Settlement, id);
      settlement.approveDifference(approval);
      return withDraws(await tx.save(settlement), tx);
    });
  }

  /** Gives the settlement its number and asks the customer to pay. @throws NotFound | SettlementNotReady */
  issue(id: string, issuedBy: string, at: Date): Promise<SettlementWithDraws> {
    return this.db.transaction(async (tx) => {
      const settlement = await tx.lock(Settlement, id);
      settlement.refuseUnlessReady();
      const [drawn, number] = await Promise.all([
        drawnFor(tx, settlement.repairOrderId),
        this.nextSettlementNumber(tx, settlement.storeId, at),
      ]);
      const events = settlement.issue(number, issuedBy, at);
      return { settlement: await tx.save(settlement, ...events), drawn };
    });
  }

  /** @throws NotFound */
  get(id: string): Promise<SettlementWithDraws> {
    return this.db.read(async (tx) => withDraws(await tx.get(Settlement, id), tx));
  }

  page(where: FindOptionsWhere<Settlement>, page: PageQuery): Promise<Page<Settlement>> {
    const storeId = actingStore();
    return this.db.read((tx) => tx.page(Settlement, { ...where, storeId }, page));
  }

  /** The settlement with what a printed page shows beside it. @throws NotFound */
  toPrint(id: string): Promise<SettlementToPrint> {
    return this.db.read(async (tx) => {
      const settlement = await tx.get(Settlement, id);
      const { storeId, vehicleId } = settlement;
      return { settlement, vehicle: await tx.find(KnownVehicle, { storeId, vehicleId }) };
    });
  }

  /** `SH001-JS-2026-000045`: the year is the store's, the count begins anew with it (B3). */
  private async nextSettlementNumber(tx: Tx, storeId: string, at: Date): Promise<string> {
    const year = localTime(at, this.stores.get(storeId).zone).date.slice(0, 4);
    const count = await nextNumber(tx, storeId, `JS-${year}`);
    return `${storeId}-JS-${year}-${String(count).padStart(6, '0')}`;
  }
}

async function withDraws(settlement: Settlement, tx: Tx): Promise<SettlementWithDraws> {
  return { settlement, drawn: await drawnFor(tx, settlement.repairOrderId) };
}

async function settleParts(settlement: Settlement, quote: Quote, tx: Tx): Promise<void> {
  const { repairOrderId } = settlement;
  settlement.settleParts(await drawnFor(tx, repairOrderId), await tx.find(KnownFinalDraw, { repairOrderId }), quote);
  await tx.save(settlement);
}
