import type { RepairOrderAuthorized, RepairOrderOpened } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What billing knows of a repair order: its number, and the quote that the customer signed last. */
@Entity()
export class KnownRepairOrder {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('text', { nullable: true }) number!: string | null;
  @Column('uuid') customerId!: string;
  @Column('uuid') vehicleId!: string;
  @Column('uuid', { nullable: true }) quoteId!: string | null;
  @Column('int', { nullable: true }) authorizedVersion!: number | null;
  @Column('timestamptz', { nullable: true }) authorizedAt!: Date | null;

  static of(storeId: string, event: RepairOrderOpened | RepairOrderAuthorized): KnownRepairOrder {
    return Object.assign(new KnownRepairOrder(), {
      id: event.repairOrderId,
      storeId,
      number: null,
      customerId: event.customerId,
      vehicleId: event.vehicleId,
      quoteId: null,
      authorizedVersion: null,
      authorizedAt: null,
    });
  }

  opened({ number }: RepairOrderOpened): this {
    return Object.assign(this, { number });
  }

  /** The newest signature counts: it stands for all lines, not only new ones (WKS-4). */
  authorized({ quoteId, repairOrderVersion, authorizedAt }: RepairOrderAuthorized): this {
    return Object.assign(this, {
      quoteId,
      authorizedVersion: repairOrderVersion,
      authorizedAt: new Date(authorizedAt),
    });
  }
}
