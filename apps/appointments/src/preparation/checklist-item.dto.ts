import { Code, Instant, OneOf } from '@pitlane/contracts';
import type { ChecklistItem } from './checklist-item.entity.js';
import { CHECKLIST_ITEMS } from './checklist.js';

export class ChecklistItemView {
  @OneOf(CHECKLIST_ITEMS) item!: string;
  @Code() ownerRole!: string;
  @Instant() deadlineAt!: string;
  /** Null until it is ready. */
  @Instant({ nullable: true }) tickedAt!: string | null;
  /** Staff id, or the service whose event ticked it. */
  @Code({ nullable: true }) tickedBy!: string | null;

  static of({ item, ownerRole, deadlineAt, tickedAt, tickedBy }: ChecklistItem): ChecklistItemView {
    return {
      item,
      ownerRole,
      deadlineAt: deadlineAt.toISOString(),
      tickedAt: tickedAt?.toISOString() ?? null,
      tickedBy,
    };
  }
}
