import { Code, Flag, Instant, Integer, ListOf, Text, TextList, Uuid } from '@pitlane/contracts';
import { PageQuery } from '../http/paging.js';
import type { AuditEntry } from './audit-entry.entity.js';
import { type Kept, MASKED } from './changes.js';

export class AuditQuery extends PageQuery {
  @Uuid({ optional: true }) aggregateId?: string;
  /** Staff id, or the machine's: `workshop.inbox`. */
  @Text(200, { optional: true }) actorId?: string;
  /** From this instant on. */
  @Instant({ optional: true }) from?: string;
  /** Before this instant. */
  @Instant({ optional: true }) until?: string;
}

/** A column of the aggregate's root that changed, with its values as text; a masked one keeps none. */
export class AuditChangeView {
  @Text(64) field!: string;
  @Flag() masked!: boolean;
  @Text(500, { nullable: true }) before!: string | null;
  @Text(500, { nullable: true }) after!: string | null;
}

export class AuditEntryView {
  @Uuid() id!: string;
  @Code() storeId!: string;
  @Instant() at!: string;
  @Text(200) actorId!: string;
  @Code() actingRole!: string;
  @Text(200, { nullable: true }) onBehalfOf!: string | null;
  @Code() aggregateType!: string;
  @Uuid() aggregateId!: string;
  @Integer({ min: 1 }) aggregateVersion!: number;
  @TextList() eventTypes!: string[];
  @ListOf(() => AuditChangeView) changes!: AuditChangeView[];
  /** As the command gave it. */
  @Text(500, { nullable: true }) reason!: string | null;
  @Code({ nullable: true }) traceId!: string | null;
  @Uuid() correlationId!: string;
  /** The event that the change answered. */
  @Uuid({ nullable: true }) causationId!: string | null;

  static of({ at, changes, ...entry }: AuditEntry): AuditEntryView {
    const shown = Object.entries(changes).map(([field, change]) => {
      const masked = change === MASKED;
      const [before, after] = masked ? [null, null] : change.map(asText);
      return { field, masked, before: before ?? null, after: after ?? null };
    });
    return Object.assign(new AuditEntryView(), { ...entry, at: at.toISOString(), changes: shown });
  }
}

export class AuditPageView {
  @ListOf(() => AuditEntryView) items!: AuditEntryView[];
  @Text(200, { nullable: true }) nextCursor!: string | null;
}

const asText = (value: Kept): string | null => (value === null ? null : String(value));
