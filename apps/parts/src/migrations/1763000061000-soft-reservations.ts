import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A booking far ahead claims its parts softly: they count as needed, and nothing is taken for it yet (PRT-5). */
export class SoftReservations1763000061000 implements MigrationInterface {
  readonly name = 'SoftReservations1763000061000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE store_policy ADD COLUMN soft_beyond_days int CHECK (soft_beyond_days > 0);
      ALTER TABLE reservation
        DROP CONSTRAINT reservation_status_check,
        ADD CONSTRAINT reservation_status_check
          CHECK (status IN ('soft', 'short', 'reserved', 'staged', 'drawn', 'completed', 'released')),
        ADD COLUMN starts_at timestamptz,
        ADD CONSTRAINT reservation_soft_has_start CHECK (status <> 'soft' OR starts_at IS NOT NULL);
      CREATE INDEX reservation_soft ON reservation (store_id, starts_at, id) WHERE status = 'soft';
      ALTER TABLE reservation_line
        ADD COLUMN is_soft boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT reservation_line_soft_keeps_nothing
          CHECK (NOT is_soft OR (reserved_thousandths = 0 AND issued_thousandths = 0 AND NOT closed));
      CREATE INDEX reservation_line_soft ON reservation_line (store_id, part_number) INCLUDE (requested_thousandths) WHERE is_soft;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reservation_line DROP COLUMN is_soft;
      DROP INDEX reservation_soft;
      ALTER TABLE reservation DROP COLUMN starts_at,
        DROP CONSTRAINT reservation_status_check,
        ADD CONSTRAINT reservation_status_check
          CHECK (status IN ('short', 'reserved', 'staged', 'drawn', 'completed', 'released'));
      ALTER TABLE store_policy DROP COLUMN soft_beyond_days;`);
  }
}
