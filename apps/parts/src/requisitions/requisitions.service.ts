import { Injectable } from '@nestjs/common';
import type { OrderUrgency } from '@pitlane/contracts';
import { actingStore, Database, Stores, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { listedParts } from '../catalogue/listed-parts.queries.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { Stock } from '../stock/stock.service.js';
import { Supplier } from '../suppliers/supplier.entity.js';
import { type Offer, offersOf } from '../suppliers/supplier-prices.queries.js';
import type { PurchaseLimits } from './approval.js';
import { raisedToBuyable } from './minimum-order.js';
import { type Approval, Requisition } from './requisition.entity.js';
import { AlreadyOnOrder, NothingToOrderFor, PartNotOffered } from './requisition.errors.js';
import type { LineFacts } from './requisition-line.entity.js';
import { onOrder } from './requisitions.queries.js';

/** Where a store's file names no other: ¥20,000 and ¥100,000. */
const PURCHASE_LIMITS: PurchaseLimits = { managerAboveFen: 2_000_000, twoPeopleAboveFen: 10_000_000 };

export interface WantedPart {
  readonly partNumber: string;
  readonly quantityThousandths: number;
  readonly reservationLineId?: string;
}

export interface NewRequisition {
  readonly id: string;
  readonly supplierId: string;
  readonly urgency: OrderUrgency;
  /** Staff id. */
  readonly requestedBy: string;
  readonly lines: readonly WantedPart[];
}

/** What is to be bought. Reservations are locked before suppliers. */
@Injectable()
export class RequisitionsService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
    private readonly stores: Stores,
  ) {}

  /**
   * Asks to buy parts at the supplier's prices of today (PRT-7).
   * @throws NotFound | PartNotListed | PartNotOffered | SupplierIsBlocked | NothingToOrderFor | AlreadyOnOrder | TooMuchStock
   *   | RequisitionTooDear
   */
  request({ lines: wanted, supplierId, ...facts }: NewRequisition, at: Date): Promise<Requisition> {
    return this.db.transaction(async (tx) => {
      const storeId = actingStore(tx.scope);
      await listedParts(tx, partNumbersOf(wanted));
      await this.checkPegs(tx, wanted);
      const supplier = await tx.lock(Supplier, supplierId);
      supplier.checkOrderable();
      const lines = await this.priced(tx, supplier, wanted, at);
      const { code: supplierCode } = supplier;
      return tx.save(Requisition.request({ ...facts, storeId, supplierId, supplierCode, lines, requestedAt: at }));
    });
  }

  /** @throws PartNotOffered */
  private async priced(tx: Tx, supplier: Supplier, wanted: readonly WantedPart[], at: Date): Promise<LineFacts[]> {
    const partNumbers = partNumbersOf(wanted);
    const offers = await offersOf(tx, { supplierId: supplier.id, day: this.stock.today(tx, at) }, partNumbers);
    const offerOf = (partNumber: string): Offer => {
      const offer = offers.get(partNumber);
      if (offer) return offer;
      throw new PartNotOffered(
        supplier.code,
        partNumbers.filter((one) => !offers.has(one)),
      );
    };
    return raisedToBuyable(wanted, offerOf).map((line) => {
      const { unitPriceFen } = offerOf(line.partNumber);
      return { ...line, id: uuidv7(), unitPriceFen };
    });
  }

  /** Each line of a reservation is bought for once. @throws NothingToOrderFor | AlreadyOnOrder */
  private async checkPegs(tx: Tx, wanted: readonly WantedPart[]): Promise<void> {
    const pegs = wanted.flatMap(({ reservationLineId: id, partNumber }) =>
      id === undefined ? [] : [{ id, partNumber }],
    );
    if (pegs.length === 0) return;
    const ids = pegs.map(({ id }) => id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) throw new AlreadyOnOrder(twice);
    const reservations = await this.reservations.lockWith(tx, [], ids);
    const waiting = reservations.flatMap(({ lines }) => lines);
    for (const { id, partNumber } of pegs) {
      const line = waiting.find((candidate) => candidate.id === id && candidate.partNumber === partNumber);
      if (!line || line.missingThousandths === 0) throw new NothingToOrderFor(id);
    }
    const [again] = await onOrder(tx, ids);
    if (again !== undefined) throw new AlreadyOnOrder(again);
  }

  /** @throws NotFound | RequisitionNotOpen | RequesterMayNotApprove | ManagerMustApprove | SecondApproverNeeded */
  approve(id: string, approval: Approval): Promise<Requisition> {
    return this.db.transaction(async (tx) => {
      const requisition = await tx.lock(Requisition, id);
      const limits = this.stores.get(requisition.storeId).purchaseLimits ?? PURCHASE_LIMITS;
      return tx.save(requisition, requisition.approve(approval, limits));
    });
  }

  /** @throws NotFound | RequisitionNotOpen */
  reject(id: string, rejection: { by: string; reason: string; at: Date }): Promise<Requisition> {
    return this.db.transaction(async (tx) => {
      const requisition = await tx.lock(Requisition, id);
      return tx.save(requisition, requisition.reject(rejection));
    });
  }
}

const partNumbersOf = (wanted: readonly WantedPart[]): string[] => wanted.map(({ partNumber }) => partNumber);
