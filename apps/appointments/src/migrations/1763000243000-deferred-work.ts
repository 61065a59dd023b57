import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work that a car needed and its customer declined (WKS-7, APT-13); that of before this release, too. */
export class DeferredWork1763000243000 implements MigrationInterface {
  readonly name = 'DeferredWork1763000243000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(AUDITED);
    await storeOwned(runner, 'deferred_work');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE deferred_work');
  }
}

const TABLE = `
  CREATE TABLE deferred_work (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    status text NOT NULL,
    vehicle_id uuid NOT NULL,
    repair_order_id uuid NOT NULL,
    description text NOT NULL,
    safety_critical boolean NOT NULL,
    declined_at timestamptz NOT NULL,
    appointment_id uuid,
    ended_at timestamptz,
    ended_by text,
    end_reason text,
    CONSTRAINT deferred_work_status CHECK (status IN ('deferred', 'done', 'declined')),
    CONSTRAINT deferred_work_ended CHECK ((status = 'deferred') = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)));
  CREATE INDEX deferred_work_vehicle ON deferred_work (store_id, vehicle_id);
  CREATE INDEX deferred_work_appointment ON deferred_work (store_id, appointment_id) WHERE status = 'deferred';
  INSERT INTO deferred_work (id, store_id, version, event_version, status, vehicle_id, repair_order_id, description, safety_critical, declined_at)
  SELECT DISTINCT ON (data ->> 'findingId') (data ->> 'findingId')::uuid, store_id, 1, 0, 'deferred', (data ->> 'vehicleId')::uuid,
    (data ->> 'repairOrderId')::uuid, data ->> 'description', (data ->> 'safetyCritical')::boolean, (data ->> 'decidedAt')::timestamptz
  FROM (SELECT store_id, (payload -> 'data')::jsonb AS data FROM inbox
        WHERE type = 'workshop.repair-order.finding-decided.v1' AND inbox.status = 'skipped') told
  WHERE data ->> 'decision' = 'declined';`;

// The log says where what was there before comes from; the owner of the table writes entries of all stores meanwhile.
const AUDITED = `
  ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY;
  INSERT INTO audit_entry (id, store_id, actor_id, acting_role, aggregate_type, aggregate_id, aggregate_version, event_types, changes, reason,
    correlation_id)
  SELECT gen_random_uuid(), store_id, 'migration', 'service', 'deferred-work', id, version, '{}', '{}',
    'It was declined before deferred work was kept.', gen_random_uuid()
  FROM deferred_work
  ON CONFLICT DO NOTHING;
  ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;`;
