import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calendars that advisors and bays are subscribed to. What opens one is computed, and stands nowhere. */
export class CalendarFeeds1763000230000 implements MigrationInterface {
  readonly name = 'CalendarFeeds1763000230000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_feed (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        advisor_id text,
        bay_id uuid,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        revoked_at timestamptz,
        CONSTRAINT calendar_feed_of_one CHECK (num_nonnulls(advisor_id, bay_id) = 1));
      CREATE INDEX calendar_feed_maker ON calendar_feed (store_id, made_by)`);
    await storeOwned(runner, 'calendar_feed');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE calendar_feed');
  }
}
