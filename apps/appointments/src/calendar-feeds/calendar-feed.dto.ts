import { Code, Instant, Text, Uuid } from '@pitlane/contracts';
import type { CalendarFeed } from './calendar-feed.entity.js';

export class MakeCalendarFeed {
  /** The bay whose visits it shows; without one it shows those that the caller receives as an advisor. */
  @Uuid({ optional: true }) bayId?: string;
}

export class CalendarFeedView {
  @Uuid() id!: string;
  @Code({ nullable: true }) advisorId!: string | null;
  @Uuid({ nullable: true }) bayId!: string | null;
  /** Staff id. */
  @Code() madeBy!: string;
  @Instant() madeAt!: string;
  @Instant({ nullable: true }) revokedAt!: string | null;

  static of({ id, advisorId, bayId, madeBy, madeAt, revokedAt }: CalendarFeed): CalendarFeedView {
    return {
      ...{ id, advisorId, bayId, madeBy },
      madeAt: madeAt.toISOString(),
      revokedAt: revokedAt?.toISOString() ?? null,
    };
  }
}

export class CalendarFeedAddressView extends CalendarFeedView {
  /** What the calendar program is given, behind the address of the service; null once it is revoked. */
  @Text(200, { nullable: true }) path!: string | null;

  static with(feed: CalendarFeed, token: string): CalendarFeedAddressView {
    const path = feed.revokedAt === null ? `/v1/calendar-feeds/${token}.ics` : null;
    return { ...CalendarFeedView.of(feed), path };
  }
}
