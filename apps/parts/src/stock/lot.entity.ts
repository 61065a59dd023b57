import { LOT_RESULTS, type PartOrigin } from '@pitlane/contracts';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the inspection at receipt found; `quarantined` it is decided later (PRT-7). */
export const INSPECTION_RESULTS = [...LOT_RESULTS, 'quarantined'] as const;
export type InspectionResult = (typeof INSPECTION_RESULTS)[number];

export interface LotFacts {
  id: string;
  deliveryId: string;
  quantityThousandths: number;
  unitCostFen: number;
  certificate: string | null;
  /** Calendar day after which it may not be used. */
  expiresOn: string | null;
  result: InspectionResult;
  reason?: string;
  receivedAt: Date;
  /** Why the store that gave it suspects it. */
  suspicionReason?: string;
}

interface PartOfLot {
  readonly id: string;
  readonly storeId: string;
  readonly partNumber: string;
  readonly origin: PartOrigin;
}

/**
 * A quantity of one part that came with one delivery (PRT-2). Its quantities in thousandths follow the ledger of movements,
 * by a trigger: they are read here, never written.
 */
@Entity()
export class Lot {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') deliveryId!: string;
  @Column('uuid') partId!: string;
  @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) unitCostFen!: number;
  @Column('text', { nullable: true }) certificate!: string | null;
  @Column('date', { nullable: true }) expiresOn!: string | null;
  @Column('text') result!: InspectionResult;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('timestamptz') receivedAt!: Date;
  /** Where it was put; null while it lies where it was received. */
  @Column('text', { nullable: true }) bin!: string | null;
  @Column('text', { nullable: true }) putAwayBy!: string | null;
  @Column('timestamptz', { nullable: true }) putAwayAt!: Date | null;
  /** By this store or the one that gave it: nothing of it is free (PRT-8). */
  @Column({ type: 'boolean', update: false }) suspected!: boolean;
  /** Why it is suspected, or why that was lifted; empty while it never was. */
  @Column({ type: 'text', update: false }) suspicionReason!: string;
  @Column({ type: 'bigint', transformer: safeInteger, insert: false, update: false }) receivedThousandths!: number;

  /** A lot as inspected; an aftermarket part without a certificate is rejected whatever was found (PRT-2). */
  static receive(part: PartOfLot, facts: LotFacts): Lot {
    const uncertified = part.origin === 'aftermarket' && facts.certificate === null;
    return Object.assign(new Lot(), {
      id: facts.id,
      storeId: part.storeId,
      deliveryId: facts.deliveryId,
      partId: part.id,
      partNumber: part.partNumber,
      unitCostFen: facts.unitCostFen,
      certificate: facts.certificate,
      expiresOn: facts.expiresOn,
      result: uncertified ? 'rejected' : facts.result,
      reason: facts.reason ?? (uncertified ? 'aftermarket part without certificate' : null),
      receivedAt: facts.receivedAt,
      receivedThousandths: facts.quantityThousandths,
      suspected: facts.suspicionReason !== undefined,
      suspicionReason: facts.suspicionReason ?? '',
      ...{ bin: null, putAwayBy: null, putAwayAt: null },
    });
  }

  /** Why it is under suspicion; null while it is not. */
  get suspectedReason(): string | null {
    return this.suspected ? this.suspicionReason : null;
  }
}
