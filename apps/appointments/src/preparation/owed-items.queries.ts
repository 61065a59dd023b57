import { Injectable } from '@nestjs/common';
import { plusMinutes } from '@pitlane/kernel';
import { actingStore, Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import type { Estimate } from '../estimates/estimate.js';
import { SETTINGS } from '../settings.js';
import type { ChecklistItemName, OwnerRole, Risk } from './checklist.js';

/** An open item of a visit ahead (APT-8). */
export interface OwedItem {
  readonly id: string;
  readonly item: ChecklistItemName;
  readonly ownerRole: OwnerRole;
  readonly deadlineAt: Date;
  readonly appointmentId: string;
  readonly startsAt: Date;
  /** Staff id of the advisor who will receive the customer. */
  readonly advisorId: string;
  readonly risk: Risk;
  readonly operations: Estimate['operations'];
}

/** Of the visits that are looked at: an item's deadline lies at most as far before the start as the first check. */
const OWED = `
  SELECT owed.id, item, owner_role AS "ownerRole", deadline_at AS "deadlineAt", appointment_id AS "appointmentId",
    starts_at AS "startsAt", advisor_id AS "advisorId", risk, estimate -> 'operations' AS operations
  FROM checklist_item owed JOIN appointment ON appointment.store_id = owed.store_id AND appointment.id = appointment_id
  WHERE owed.store_id = $1 AND ticked_at IS NULL AND deadline_at > $2 AND status IN ('booked', 'confirmed') AND starts_at > $3
    AND ($4::text IS NULL OR owner_role = $4) AND ($5::timestamptz IS NULL OR deadline_at <= $5)
    AND ($6::uuid IS NULL OR (deadline_at, owed.id) > (SELECT deadline_at, id FROM checklist_item WHERE store_id = $1 AND id = $6))
  ORDER BY deadline_at, owed.id LIMIT $7`;

export interface OwedFilter {
  readonly role?: OwnerRole;
  /** Instant, ISO 8601. */
  readonly until?: string;
}

/** Who owes what until when (APT-8). */
@Injectable()
export class OwedItemsQueries {
  constructor(private readonly db: Database) {}

  /** Open items of visits ahead, by deadline. */
  page(filter: OwedFilter, now: Date, page: PageQuery): Promise<Page<OwedItem>> {
    return this.db.read((tx) => tx.pageBy(page, (after, take) => owedItems(tx, filter, { now, after, take })));
  }
}

function owedItems(
  tx: Tx,
  { role, until }: OwedFilter,
  { now, after, take }: { now: Date; after: string | undefined; take: number },
): Promise<OwedItem[]> {
  const firstDeadline = plusMinutes(now, -SETTINGS.dayCheckMinutes);
  return tx.query<OwedItem>(OWED, [actingStore(tx.scope), firstDeadline, now, role, until, after, take]);
}
