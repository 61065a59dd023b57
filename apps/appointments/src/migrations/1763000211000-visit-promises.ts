import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of each promise (APT-10), of those from before this release as far as their rows tell. */
export class VisitPromises1763000211000 implements MigrationInterface {
  readonly name = 'VisitPromises1763000211000';

  async up(runner: QueryRunner): Promise<void> {
    // The owner of the tables sees the rows of all stores meanwhile.
    await runner.query(`
      ALTER TABLE appointment ADD COLUMN promise text NOT NULL DEFAULT 'open',
        ADD CONSTRAINT appointment_promise CHECK (promise IN ('open', 'kept', 'broken', 'released')), NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE checklist_item NO FORCE ROW LEVEL SECURITY;
      UPDATE appointment SET promise = CASE
        WHEN status <> 'arrived' THEN 'released'
        WHEN EXISTS (
          SELECT FROM checklist_item item
          WHERE item.appointment_id = appointment.id AND ticked_at IS NULL AND deadline_at <= arrived_at) THEN 'broken'
        ELSE 'kept' END
      WHERE status IN ('arrived', 'cancelled', 'no-show');
      ALTER TABLE checklist_item FORCE ROW LEVEL SECURITY;
      ALTER TABLE appointment FORCE ROW LEVEL SECURITY`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE appointment DROP COLUMN promise');
  }
}
