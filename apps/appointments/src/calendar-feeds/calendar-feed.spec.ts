import { randomUUID } from 'node:crypto';
import { CalendarFeed } from './calendar-feed.entity.js';
import { CalendarFeedNotYours } from './calendar-feed.errors.js';

const at = new Date('2026-11-21T01:00:00Z');
const aFeed = () =>
  CalendarFeed.make({ id: randomUUID(), storeId: 'SH001', of: { advisorId: 'chen.advisor' }, by: 'chen.advisor', at });

describe('a calendar feed', () => {
  it.each([
    ['chen.advisor', 'service-advisor'],
    ['huang.manager', 'service-manager'],
  ])('is revoked by %s', (id, actingRole) => {
    const feed = aFeed();
    feed.revoke({ id, actingRole }, at);
    feed.revoke({ id, actingRole }, new Date('2026-11-22T01:00:00Z'));
    expect(feed).toMatchObject({ advisorId: 'chen.advisor', bayId: null, revokedAt: at });
  });

  it.each([
    ['liu.advisor', 'service-advisor'],
    ['sun.foreman', 'foreman'],
  ])('is not revoked by %s', (id, actingRole) => {
    const feed = aFeed();
    expect(() => feed.revoke({ id, actingRole }, at)).toThrow(CalendarFeedNotYours);
    expect(feed.revokedAt).toBeNull();
  });
});
