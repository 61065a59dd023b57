import type { BayKind, PriceListPublished, Skill } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An operation of a published price list of billing (BIL-1). */
@Entity()
export class KnownOperation {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('int') priceListVersion!: number;
  @PrimaryColumn('text') operationCode!: string;
  @Column('timestamptz') effectiveFrom!: Date;
  @Column('text') nameZh!: string;
  @Column('text') nameEn!: string;
  @Column('int') flatRateHundredths!: number;
  @Column('text') skill!: Skill;
  @Column('text') bayKind!: BayKind;
  @Column('boolean') safetyCritical!: boolean;
  @Column('boolean') roadTest!: boolean;

  static allOf({ priceListVersion, effectiveFrom, operations }: PriceListPublished, storeId: string): KnownOperation[] {
    const list = { storeId, priceListVersion, effectiveFrom: new Date(effectiveFrom) };
    return operations.map((operation) => Object.assign(new KnownOperation(), list, operation));
  }
}
