import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened to a car and its people (CRM-2), and the calls after a visit (CRM-3). */
export class TimelineAndFollowUps1764000001000 implements MigrationInterface {
  readonly name = 'TimelineAndFollowUps1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TIMELINE);
    await runner.query(FOLLOW_UPS);
    await storeOwned(runner, 'known_visit', 'timeline_entry', 'follow_up', 'follow_up_attempt');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE follow_up_attempt, follow_up, timeline_entry, known_visit');
  }
}

const TIMELINE = `
  CREATE TABLE known_visit (
    store_id text NOT NULL,
    visit_id uuid NOT NULL,
    customer_id uuid,
    vehicle_id uuid,
    PRIMARY KEY (store_id, visit_id));
  CREATE TABLE timeline_entry (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    type text NOT NULL,
    customer_id uuid,
    vehicle_id uuid,
    visit_id uuid,
    facts jsonb NOT NULL,
    occurred_at timestamptz NOT NULL);
  CREATE INDEX timeline_entry_vehicle ON timeline_entry (vehicle_id, id DESC);
  CREATE INDEX timeline_entry_customer ON timeline_entry (customer_id, id DESC);
  CREATE INDEX timeline_entry_open ON timeline_entry (visit_id) WHERE customer_id IS NULL OR vehicle_id IS NULL;`;

const FOLLOW_UPS = `
  CREATE TABLE follow_up (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    repair_order_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    vehicle_id uuid NOT NULL,
    advisor_id text NOT NULL,
    round int NOT NULL CHECK (round IN (1, 2)),
    delivered_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    contact_at timestamptz NOT NULL,
    result text CHECK (result IN ('satisfied', 'dissatisfied', 'unreachable')),
    done_at timestamptz,
    CONSTRAINT follow_up_once UNIQUE (repair_order_id, round),
    CONSTRAINT follow_up_result CHECK ((result IS NULL) = (done_at IS NULL)));
  CREATE INDEX follow_up_queue ON follow_up (store_id, contact_at, id) WHERE done_at IS NULL;
  CREATE INDEX follow_up_delivered ON follow_up (store_id, delivered_at);
  CREATE TABLE follow_up_attempt (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    follow_up_id uuid NOT NULL REFERENCES follow_up,
    number int NOT NULL CHECK (number BETWEEN 1 AND 5),
    outcome text NOT NULL CHECK (outcome IN ('reached-satisfied', 'reached-dissatisfied', 'unreachable')),
    answers jsonb NOT NULL,
    remarks text,
    made_at timestamptz NOT NULL,
    made_by text NOT NULL,
    CONSTRAINT follow_up_attempt_once UNIQUE (follow_up_id, number));`;
