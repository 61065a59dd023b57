import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a completed order got, by the last word of the parts service: a settlement waits for it. */
export class FinalDraws1760000400000 implements MigrationInterface {
  readonly name = 'FinalDraws1760000400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE known_final_draw (
        repair_order_id uuid PRIMARY KEY,
        store_id text NOT NULL,
        lines jsonb NOT NULL)`);
    await storeOwned(runner, 'known_final_draw');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE known_final_draw');
  }
}
