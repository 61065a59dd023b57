import { plusDays } from '@pitlane/kernel';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { CheckedInTheFuture, EquipmentRetired } from './equipment.errors.js';

export const EQUIPMENT_KINDS = [
  'lift', 'wheel-aligner', 'brake-tester', 'paint-booth', 'insulation-tester', 'torque-wrench', 'diagnostic-tester', 'other',
] as const; // prettier-ignore
export type EquipmentKind = (typeof EQUIPMENT_KINDS)[number];

/** `overdue`: not checked by its due date. `failed`: the last check found something wrong. Both take its bay off the calendar. */
export const EQUIPMENT_STATUSES = ['in-order', 'overdue', 'failed', 'retired'] as const;
export type EquipmentStatus = (typeof EQUIPMENT_STATUSES)[number];

/** Its status says that nobody may work with it. */
export const OUT_OF_ORDER: readonly EquipmentStatus[] = ['overdue', 'failed'];

export type EquipmentFacts = Pick<Equipment, 'name' | 'kind' | 'bayId' | 'intervalDays'>;

/** Who looked at it, on which local day, and whether it is fit for work. */
export interface Check {
  readonly on: string;
  readonly by: string;
  readonly passed: boolean;
  readonly remarks: string | null;
}

/** A lift, a tester or a tool that is calibrated or checked for safety at intervals (WKS-17). */
@Entity()
export class Equipment extends Aggregate {
  @Disclosed() @Column('text') name!: string;
  @Disclosed() @Column('text') kind!: EquipmentKind;
  /** The bay that it belongs to; null: it is carried about. */
  @Column('uuid', { nullable: true }) bayId!: string | null;
  @Disclosed() @Column('int') intervalDays!: number;
  @Disclosed() @Column('text') status!: EquipmentStatus;
  /** Last local day on which the check of before holds. */
  @Disclosed() @Column('date') dueOn!: string;
  @Column('date') checkedOn!: string;
  /** Staff id. */
  @Column('text') checkedBy!: string;
  @Column('text', { nullable: true }) remarks!: string | null;

  /** @param check the last one, which it passed. @throws CheckedInTheFuture */
  static register(id: string, storeId: string, facts: EquipmentFacts, check: Check & { today: string }): Equipment {
    if (check.on > check.today) throw new CheckedInTheFuture();
    const equipment = new Equipment();
    equipment.begin(id, storeId);
    Object.assign(equipment, facts);
    equipment.note(check);
    if (equipment.isOverdueOn(check.today)) equipment.status = 'overdue';
    return equipment;
  }

  /** Passed, it is in order until the end of its interval. @throws EquipmentRetired */
  check(check: Check): void {
    if (this.status === 'retired') throw new EquipmentRetired(this.id);
    this.note(check);
  }

  /** It is used no more, and keeps no bay off the calendar. @throws EquipmentRetired */
  retire(): void {
    if (this.status === 'retired') throw new EquipmentRetired(this.id);
    this.status = 'retired';
  }

  /** @returns whether that is news */
  becomeOverdue(today: string): boolean {
    if (this.status !== 'in-order' || !this.isOverdueOn(today)) return false;
    this.status = 'overdue';
    return true;
  }

  private isOverdueOn(today: string): boolean {
    return this.dueOn < today;
  }

  private note({ on, by, passed, remarks }: Check): void {
    this.status = passed ? 'in-order' : 'failed';
    this.checkedOn = on;
    this.checkedBy = by;
    this.remarks = remarks;
    this.dueOn = plusDays(on, this.intervalDays);
  }
}
