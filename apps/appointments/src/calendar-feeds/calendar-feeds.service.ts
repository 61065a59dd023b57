import { Injectable } from '@nestjs/common';
import { instantOf, localTime, plusDays } from '@pitlane/kernel';
import {
  actingStore,
  Database,
  type Page,
  type PageQuery,
  type Principal,
  Stores,
  SystemScope,
  type Tx,
  NoSuchLink,
  SecretLinks,
} from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { assertAdvisor } from '../advisors/advisor-choice.js';
import { KnownBay } from '../known-bays/known-bay.entity.js';
import { SETTINGS } from '../settings.js';
import { CalendarFeed } from './calendar-feed.entity.js';
import { BayNotKnown, CalendarFeedNotYours } from './calendar-feed.errors.js';
import { openFeed, visitsOf } from './calendar-feeds.queries.js';
import { icalendarOf } from './icalendar.js';

/** Calendars of advisors and bays where people look: in their own calendar programs. */
@Injectable()
export class CalendarFeedsService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
    private readonly system: SystemScope,
    private readonly links: SecretLinks,
  ) {}

  /** @throws CalendarFeedNotYours | BayNotKnown | AdvisorNotOfStore */
  make(caller: Principal, bayId: string | undefined, at: Date): Promise<CalendarFeed> {
    return this.db.transaction(async (tx) => {
      const storeId = actingStore(tx.scope);
      const of = bayId === undefined ? this.advisor(caller, storeId) : { bayId: await bayFor(tx, caller, bayId) };
      return tx.save(CalendarFeed.make({ id: uuidv7(), storeId, of, by: caller.id, at }));
    });
  }

  /** @throws NotFound | CalendarFeedNotYours */
  revoke(id: string, caller: Principal, at: Date): Promise<CalendarFeed> {
    return this.db.transaction(async (tx) => {
      const feed = await tx.lock(CalendarFeed, id);
      feed.revoke(caller, at);
      return tx.save(feed);
    });
  }

  /** Those that the caller made, newest first; the service manager sees all of the store. */
  page({ id, actingRole }: Principal, page: PageQuery): Promise<Page<CalendarFeed>> {
    const own = actingRole === 'service-manager' ? {} : { madeBy: id };
    return this.db.read((tx) => tx.page(CalendarFeed, { storeId: actingStore(), ...own }, page));
  }

  tokenOf({ id }: CalendarFeed): string {
    return this.links.tokenFor('calendar-feed', id);
  }

  /** The calendar as text (RFC 5545). @throws NoSuchLink when wrong, revoked, or of somebody who left the store's advisors */
  async calendar(token: string, now: Date): Promise<string> {
    const id = this.links.idIn('calendar-feed', token);
    const found = await this.system.inAllStores(() => this.db.read((tx) => openFeed(tx, id)));
    if (!found) throw new NoSuchLink();
    return this.system.inStore(found.store_id, () => this.db.read((tx) => this.calendarIn(tx, id, now)));
  }

  private async calendarIn(tx: Tx, id: string, now: Date): Promise<string> {
    const { name, zone, advisors } = this.stores.get(actingStore(tx.scope));
    const feed = await tx.get(CalendarFeed, id);
    const bay = feed.bayId === null ? null : await tx.find(KnownBay, { bayId: feed.bayId });
    const owner = bay ?? advisors.find((advisor) => advisor.id === feed.advisorId);
    if (!owner) throw new NoSuchLink();
    const firstDay = plusDays(localTime(now, zone).date, -SETTINGS.calendarFeedDaysBack);
    const visits = await visitsOf(tx, feed, instantOf(firstDay, '00:00', zone));
    return icalendarOf({ name: `${owner.name} ${name}`, zone, visits });
  }

  /** @throws AdvisorNotOfStore */
  private advisor({ id }: Principal, storeId: string): { advisorId: string } {
    assertAdvisor(this.stores.get(storeId), id, '/bayId');
    return { advisorId: id };
  }
}

/** @throws CalendarFeedNotYours | BayNotKnown */
async function bayFor(tx: Tx, { actingRole }: Principal, bayId: string): Promise<string> {
  if (actingRole === 'service-advisor') throw new CalendarFeedNotYours();
  const bay = await tx.find(KnownBay, { storeId: actingStore(tx.scope), bayId });
  if (!bay) throw new BayNotKnown(bayId);
  return bay.bayId;
}
