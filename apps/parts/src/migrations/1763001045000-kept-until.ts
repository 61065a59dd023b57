import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lines keep past its last day is found by that day. The flag stays as it is while stock is kept and freed, so no such update touches the index. */
export class KeptUntil1763001045000 implements MigrationInterface {
  readonly name = 'KeptUntil1763001045000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX lot_on_hand_until ON lot (store_id, expires_on) WHERE is_on_hand AND expires_on IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX lot_on_hand_until');
  }
}
