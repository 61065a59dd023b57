import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How parts sell in their store (PRT-1). A part without a row did not. Apart from the part, whose row is the lock of its stock. */
export class PartUsage1763001046000 implements MigrationInterface {
  readonly name = 'PartUsage1763001046000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE part_usage (
        store_id text NOT NULL,
        part_id uuid NOT NULL,
        abc_class text NOT NULL CHECK (abc_class IN ('A', 'B', 'C')),
        movement_class text NOT NULL CHECK (movement_class IN ('fast', 'medium', 'slow', 'none')),
        PRIMARY KEY (store_id, part_id),
        CONSTRAINT part_usage_part FOREIGN KEY (store_id, part_id) REFERENCES part (store_id, id))`);
    await storeOwned(runner, 'part_usage');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE part_usage');
  }
}
