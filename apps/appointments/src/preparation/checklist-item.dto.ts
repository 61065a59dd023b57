import { Code, Instant, Nested, OneOf, Text } from '@pitlane/contracts';
import type { ChecklistItem } from './checklist-item.entity.js';
import { CHECKLIST_ITEMS } from './checklist.js';

export class UntickBody {
  @Text(500) reason!: string;
}

/** Who took a tick away by hand, and why. */
export class UntickView {
  @Instant() at!: string;
  @Code() by!: string;
  @Text(500) reason!: string;
}

export class ChecklistItemView {
  @OneOf(CHECKLIST_ITEMS) item!: string;
  @Code() ownerRole!: string;
  @Instant() deadlineAt!: string;
  /** Null until it is ready. */
  @Instant({ nullable: true }) tickedAt!: string | null;
  /** Staff id, or the service whose event ticked it. */
  @Code({ nullable: true }) tickedBy!: string | null;
  /** Null unless the item was ready and is not any more, because somebody said so. */
  @Nested(() => UntickView, { nullable: true }) unticked!: UntickView | null;

  static of({ item, ownerRole, deadlineAt, tickedAt, tickedBy, unticked }: ChecklistItem): ChecklistItemView {
    return {
      item,
      ownerRole,
      deadlineAt: deadlineAt.toISOString(),
      tickedAt: tickedAt?.toISOString() ?? null,
      tickedBy,
      unticked: unticked && { ...unticked },
    };
  }
}
