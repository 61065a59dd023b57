import { Code, Day, Flag, Integer, OneOf, Text, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import {
  type Equipment, EQUIPMENT_KINDS, EQUIPMENT_STATUSES, type EquipmentKind, type EquipmentStatus,
} from './equipment.entity.js'; // prettier-ignore

export class RegisterEquipment {
  @Text(80) name!: string;
  @OneOf(EQUIPMENT_KINDS) kind!: EquipmentKind;
  /** The bay that can't be used without it. */
  @Uuid({ optional: true }) bayId?: string;
  /** From one check to the next. */
  @Integer({ min: 1, max: 3_650 }) intervalDays!: number;
  /** Local day of the last check, which it passed. */
  @Day() checkedOn!: string;
}

export class CheckEquipment {
  @Flag() passed!: boolean;
  @Text(500, { optional: true }) remarks?: string;
}

export class EquipmentQuery extends PageQuery {
  @OneOf(EQUIPMENT_STATUSES, { optional: true }) status?: EquipmentStatus;
  @Uuid({ optional: true }) bayId?: string;
}

export class EquipmentView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Text(80) name!: string;
  @OneOf(EQUIPMENT_KINDS) kind!: EquipmentKind;
  @Uuid({ nullable: true }) bayId!: string | null;
  @Integer({ min: 1 }) intervalDays!: number;
  @OneOf(EQUIPMENT_STATUSES) status!: EquipmentStatus;
  /** Last local day on which the check of before holds. */
  @Day() dueOn!: string;
  @Day() checkedOn!: string;
  /** Staff id. */
  @Code() checkedBy!: string;
  @Text(500, { nullable: true }) remarks!: string | null;

  static of(equipment: Equipment): EquipmentView {
    const { id, version, name, kind, bayId, intervalDays, status, dueOn, checkedOn, checkedBy, remarks } = equipment;
    return { id, version, name, kind, bayId, intervalDays, status, dueOn, checkedOn, checkedBy, remarks };
  }
}
