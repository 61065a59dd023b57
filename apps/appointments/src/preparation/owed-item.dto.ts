import { Code, Instant, OneOf, TextList, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { CHECKLIST_ITEMS, OWNER_ROLES, type OwnerRole } from './checklist.js';
import type { OwedItem } from './owed-items.queries.js';
import { specialToolsFor } from './special-tools.js';

export class OwedItemsQuery extends PageQuery {
  /** Who sees to it; everybody when it is left out. */
  @OneOf(OWNER_ROLES, { optional: true }) role?: OwnerRole;
  /** What is due by then. */
  @Instant({ optional: true }) until?: string;
}

/** What somebody still has to prepare for a visit, and until when (APT-8). */
export class OwedItemView {
  @Uuid() id!: string;
  @OneOf(CHECKLIST_ITEMS) item!: string;
  @OneOf(OWNER_ROLES) ownerRole!: string;
  @Instant() deadlineAt!: string;
  @Uuid() appointmentId!: string;
  @Instant() startsAt!: string;
  /** Staff id of the advisor who will receive the customer. */
  @Code() advisorId!: string;
  @OneOf(['none', 'at-risk', 'escalated']) risk!: string;
  /** Special tools that the visit needs, in Chinese; none for another item. */
  @TextList() tools!: string[];

  static of({ operations, deadlineAt, startsAt, ...item }: OwedItem): OwedItemView {
    return {
      ...item,
      deadlineAt: deadlineAt.toISOString(),
      startsAt: startsAt.toISOString(),
      tools: item.item === 'tools' ? specialToolsFor(operations) : [],
    };
  }
}
