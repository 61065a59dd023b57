import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is said to customers, and the simulator's memory of it (CRM-11). */
export class Notifications1764000002000 implements MigrationInterface {
  readonly name = 'Notifications1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NOTIFICATIONS);
    await storeOwned(runner, 'notification', 'simulated_message');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE simulated_message, notification');
  }
}

const NOTIFICATIONS = `
  CREATE TABLE notification (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    customer_id uuid NOT NULL,
    cause_event_id uuid NOT NULL,
    template text NOT NULL,
    parameters jsonb NOT NULL,
    channel text CHECK (channel IN ('sms', 'wechat', 'email')),
    status text NOT NULL CHECK (status IN ('queued', 'sending', 'sent', 'failed', 'skipped')),
    reason text,
    queued_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    expires_at timestamptz,
    attempts int NOT NULL CHECK (attempts >= 0),
    sent_at timestamptz,
    CONSTRAINT notification_once UNIQUE (cause_event_id, template, customer_id),
    CONSTRAINT notification_sent CHECK ((status = 'sent') = (sent_at IS NOT NULL)));
  CREATE INDEX notification_due ON notification (store_id, due_at, id) WHERE status IN ('queued', 'sending');
  CREATE INDEX notification_customer ON notification (customer_id, id DESC);
  CREATE TABLE simulated_message (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    customer_id uuid NOT NULL,
    channel text NOT NULL,
    recipient text NOT NULL,
    content text NOT NULL,
    received_at timestamptz NOT NULL);
  CREATE INDEX simulated_message_customer ON simulated_message (customer_id, id DESC);`;
