import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { CalendarFeedNotYours } from './calendar-feed.errors.js';

export interface CalendarFeedFacts {
  readonly id: string;
  readonly storeId: string;
  /** Whose calendar it is: an advisor's, or that of a bay. */
  readonly of: { readonly advisorId: string } | { readonly bayId: string };
  /** Staff id. */
  readonly by: string;
  readonly at: Date;
}

/** An address at which a calendar program reads the visits of one advisor or one bay, until it is revoked. */
@Entity()
export class CalendarFeed extends Aggregate {
  @Disclosed() @Column('text', { nullable: true }) advisorId!: string | null;
  @Column('uuid', { nullable: true }) bayId!: string | null;
  /** Staff id. */
  @Disclosed() @Column('text') madeBy!: string;
  @Column('timestamptz') madeAt!: Date;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;

  static make({ id, storeId, of, by, at }: CalendarFeedFacts): CalendarFeed {
    const feed = new CalendarFeed();
    feed.begin(id, storeId);
    return Object.assign(feed, { advisorId: null, bayId: null, ...of, madeBy: by, madeAt: at, revokedAt: null });
  }

  /** Its address opens nothing from now on. Who made it may do so, and the service manager. @throws CalendarFeedNotYours */
  revoke({ id, actingRole }: { readonly id: string; readonly actingRole: string }, at: Date): void {
    if (id !== this.madeBy && actingRole !== 'service-manager') throw new CalendarFeedNotYours();
    this.revokedAt ??= at;
  }
}
