import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { type ChecklistItem, isLimitWithoutUnit, isMeasuredWithin } from './checklist-item.js';
import { ChecklistWithoutMeasure, ItemNamedTwice, LimitsCrossed, LimitWithoutUnit } from './checklist.errors.js';

/** What is checked after an operation; its `version` counts the editions (WKS-11). */
@Entity()
export class Checklist extends Aggregate {
  @Disclosed() @Column('text') operationCode!: string;
  @Column('boolean') safetyCritical!: boolean;
  @Column('boolean') roadTest!: boolean;
  @Column('jsonb') items!: ChecklistItem[];

  static begun(id: string, storeId: string, operationCode: string): Checklist {
    const checklist = new Checklist();
    checklist.begin(id, storeId);
    return Object.assign(checklist, { operationCode });
  }

  /** The next edition. @throws ChecklistWithoutMeasure | LimitsCrossed | LimitWithoutUnit | ItemNamedTwice */
  revise({ safetyCritical, roadTest, items }: Pick<Checklist, 'safetyCritical' | 'roadTest' | 'items'>): void {
    const names = items.map(({ item }) => item);
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    if (twice.length > 0) throw new ItemNamedTwice(twice);
    if (safetyCritical && !items.some(isMeasuredWithin)) throw new ChecklistWithoutMeasure(this.operationCode);
    const unmeasured = items.filter(isLimitWithoutUnit);
    if (unmeasured.length > 0) throw new LimitWithoutUnit(unmeasured.map(({ item }) => item));
    const crossed = items.filter(
      ({ minThousandths = -Infinity, maxThousandths = Infinity }) => minThousandths > maxThousandths,
    );
    if (crossed.length > 0) throw new LimitsCrossed(crossed.map(({ item }) => item));
    Object.assign(this, { safetyCritical, roadTest, items });
  }
}
