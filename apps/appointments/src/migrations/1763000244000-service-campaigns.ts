import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What makers call cars in for (APT-13). */
export class ServiceCampaigns1763000244000 implements MigrationInterface {
  readonly name = 'ServiceCampaigns1763000244000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE service_campaign (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        code text NOT NULL,
        name text NOT NULL,
        is_recall boolean NOT NULL,
        operation_code text NOT NULL,
        vins text[] NOT NULL,
        cars jsonb NOT NULL,
        valid_from date NOT NULL,
        valid_until date,
        ended_at timestamptz,
        end_reason text,
        CONSTRAINT service_campaign_code_once UNIQUE (store_id, code),
        CONSTRAINT service_campaign_valid CHECK (valid_until >= valid_from),
        CONSTRAINT service_campaign_names_cars CHECK (cardinality(vins) > 0 OR cars <> '[]'),
        CONSTRAINT service_campaign_ended CHECK ((ended_at IS NULL) = (end_reason IS NULL)));
      CREATE INDEX service_campaign_open ON service_campaign (store_id) WHERE ended_at IS NULL;`);
    await storeOwned(runner, 'service_campaign');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE service_campaign');
  }
}
