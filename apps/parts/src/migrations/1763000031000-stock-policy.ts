import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a store stocks its parts, and which proposals were adopted by whom (PRT-15). */
export class StockPolicy1763000031000 implements MigrationInterface {
  readonly name = 'StockPolicy1763000031000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE store_policy (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        service_levels jsonb NOT NULL,
        order_cycle_days int NOT NULL CHECK (order_cycle_days > 0),
        lead_time_days int NOT NULL CHECK (lead_time_days > 0),
        lead_time_deviation_days int NOT NULL CHECK (lead_time_deviation_days >= 0),
        dead_after_days int NOT NULL CHECK (dead_after_days > 0),
        campaign_months text[] NOT NULL,
        CONSTRAINT store_policy_of_store UNIQUE (store_id));
      CREATE TABLE policy_adoption (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        part_id uuid NOT NULL,
        min_thousandths bigint NOT NULL,
        max_thousandths bigint NOT NULL,
        previous_min_thousandths bigint NOT NULL,
        previous_max_thousandths bigint NOT NULL,
        explanation jsonb NOT NULL,
        adopted_by text NOT NULL,
        adopted_at timestamptz NOT NULL,
        CONSTRAINT policy_adoption_part FOREIGN KEY (store_id, part_id) REFERENCES part (store_id, id));
      CREATE INDEX policy_adoption_of_part ON policy_adoption (part_id, id);`);
    await storeOwned(runner, 'store_policy', 'policy_adoption');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE policy_adoption, store_policy');
  }
}
