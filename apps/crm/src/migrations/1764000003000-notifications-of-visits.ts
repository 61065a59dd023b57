import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The visit that a message invites to: it is withdrawn with it (CRM-11). */
export class NotificationsOfVisits1764000003000 implements MigrationInterface {
  readonly name = 'NotificationsOfVisits1764000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE notification ADD COLUMN visit_id uuid;
      CREATE INDEX notification_waiting_of_visit ON notification (visit_id) WHERE status = 'queued';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notification DROP COLUMN visit_id');
  }
}
