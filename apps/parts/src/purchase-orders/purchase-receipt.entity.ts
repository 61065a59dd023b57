import { quantityChargeFen } from '@pitlane/kernel';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Portion } from './portions.js';

/** What of a lot came for a line of an order, at what price, and when it should have come (PRT-7, PRT-8). */
@Entity()
export class PurchaseReceipt {
  @PrimaryColumn('uuid') lotId!: string;
  @PrimaryColumn('uuid') purchaseOrderLineId!: string;
  @Column('text') storeId!: string;
  @Column('uuid') purchaseOrderId!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  /** Price of one stocking unit as ordered. */
  @Column('bigint', { transformer: safeInteger }) unitPriceFen!: number;
  /** Cost of one stocking unit as delivered. */
  @Column('bigint', { transformer: safeInteger }) unitCostFen!: number;
  /** What the quantity cost more than ordered; negative when it cost less. */
  @Column('bigint', { transformer: safeInteger }) priceVarianceFen!: number;
  @Column('date') expectedOn!: string;
  /** The store's calendar day. */
  @Column('date') receivedOn!: string;

  static of(
    { line, lot, quantityThousandths }: Portion,
    facts: { storeId: string; purchaseOrderId: string; expectedOn: string; receivedOn: string },
  ): PurchaseReceipt {
    const { unitPriceFen } = line;
    const { unitCostFen } = lot;
    const costFen = quantityChargeFen(quantityThousandths, unitCostFen);
    return Object.assign(new PurchaseReceipt(), {
      ...{ ...facts, lotId: lot.id, purchaseOrderLineId: line.id, quantityThousandths, unitPriceFen, unitCostFen },
      priceVarianceFen: costFen - quantityChargeFen(quantityThousandths, unitPriceFen),
    });
  }
}
