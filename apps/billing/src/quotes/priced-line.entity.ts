import type { LineKind, PayType } from '@pitlane/contracts';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, PrimaryColumn } from 'typeorm';
import type { PricedLine } from './pricing.js';

/** What the lines of quotes and settlements have in common. */
export abstract class PricedLineColumns {
  /** The repair order's line. */
  @PrimaryColumn('uuid') lineId!: string;
  @Column('text') storeId!: string;
  /** Place on the document. */
  @Column('int') position!: number;
  @Column('text') kind!: LineKind;
  @Column('text') code!: string;
  @Column('text') name!: string;
  /** Hundredths of an hour for labor, thousandths of the unit for parts. */
  @Column('bigint', { transformer: safeInteger }) quantity!: number;
  @Column('bigint', { transformer: safeInteger }) unitPriceFen!: number;
  @Column('bigint', { transformer: safeInteger }) amountFen!: number;
  @Column('bigint', { transformer: safeInteger }) taxFen!: number;
  @Column('text') payType!: PayType;
}

/** The lines in the order of the document, without what only the database needs. */
export function inOrder(lines: readonly PricedLineColumns[]): PricedLine[] {
  return [...lines]
    .sort((a, b) => a.position - b.position)
    .map(({ lineId, kind, code, name, quantity, unitPriceFen, amountFen, taxFen, payType }) => ({
      lineId, kind, code, name, quantity, unitPriceFen, amountFen, taxFen, payType,
    })); // prettier-ignore
}
