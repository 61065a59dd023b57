import { BayChanged, type BayKind } from '@pitlane/contracts';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { BayIsClosed, BayIsOpen } from './bay.errors.js';

/** A place where one car is worked on (WKS-1). */
@Entity()
export class Bay extends Aggregate {
  @Disclosed() @Column('text') name!: string;
  @Disclosed() @Column('text') kind!: BayKind;
  /** False: closed by hand. */
  @Column('boolean') active!: boolean;
  /** Something that belongs to it is overdue for its check, or failed it (WKS-17). */
  @Column('boolean') equipmentOutOfOrder!: boolean;

  static register(id: string, storeId: string, { name, kind }: Pick<Bay, 'name' | 'kind'>): Bay {
    const bay = new Bay();
    bay.begin(id, storeId);
    return Object.assign(bay, { name, kind, active: true, equipmentOutOfOrder: false });
  }

  /** The bay takes no more cars. @throws BayIsClosed */
  close(): BayChanged {
    if (!this.active) throw new BayIsClosed(this.id);
    this.active = false;
    return this.changed();
  }

  /** @throws BayIsOpen */
  reopen(): BayChanged {
    if (this.active) throw new BayIsOpen(this.id);
    this.active = true;
    return this.changed();
  }

  /** @returns nothing when that was known */
  noteEquipment(isOutOfOrder: boolean): BayChanged | undefined {
    if (isOutOfOrder === this.equipmentOutOfOrder) return undefined;
    this.equipmentOutOfOrder = isOutOfOrder;
    return this.changed();
  }

  get takesCars(): boolean {
    return this.active && !this.equipmentOutOfOrder;
  }

  /** The bay as it is now: capacity follows it. */
  changed(): BayChanged {
    return BayChanged.of({ bayId: this.id, name: this.name, kind: this.kind, active: this.takesCars });
  }
}
