import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a supplier asks for a part from a day on, until a later price holds (PRT-8). */
@Entity()
export class SupplierPrice {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') supplierId!: string;
  @Column('text') partNumber!: string;
  @Column('date') validFrom!: string;
  /** Price of one stocking unit. */
  @Column('bigint', { transformer: safeInteger }) unitPriceFen!: number;
  @Column('bigint', { transformer: safeInteger }) minimumOrderThousandths!: number;
  @Column('text') setBy!: string;
  @Column('timestamptz') setAt!: Date;
}
