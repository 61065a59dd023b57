import { Instant, Text, Uuid } from '@pitlane/contracts';
import { ApiProperty } from '@nestjs/swagger';
import type { Fact, TimelineEntry } from './timeline-entry.entity.js';

export class TimelineEntryView {
  /** Of the event. */
  @Uuid() id!: string;
  /** `workshop.repair-order.completed.v1` */
  @Text(120) type!: string;
  @Uuid({ nullable: true }) customerId!: string | null;
  @Uuid({ nullable: true }) vehicleId!: string | null;
  /** The repair order, or the appointment where there is none yet. */
  @Uuid({ nullable: true }) visitId!: string | null;
  /** What the event said, save its lists. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  facts!: Record<string, Fact>;
  @Instant() occurredAt!: string;

  static of({ id, type, customerId, vehicleId, visitId, facts, occurredAt }: TimelineEntry): TimelineEntryView {
    return { id, type, customerId, vehicleId, visitId, facts, occurredAt: occurredAt.toISOString() };
  }
}
