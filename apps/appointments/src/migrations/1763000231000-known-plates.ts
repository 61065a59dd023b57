import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers know their cars by the plate; those cars of which the store heard before this release have theirs, too. */
export class KnownPlates1763000231000 implements MigrationInterface {
  readonly name = 'KnownPlates1763000231000';

  async up(runner: QueryRunner): Promise<void> {
    // The owner of the table sees the rows of all stores meanwhile.
    await runner.query(`
      ALTER TABLE known_vehicle ADD COLUMN plate text, NO FORCE ROW LEVEL SECURITY;
      UPDATE known_vehicle SET plate = told.plate
      FROM (
        SELECT DISTINCT ON (store_id, aggregate_id) store_id, (payload -> 'data' ->> 'vehicleId')::uuid AS vehicle_id,
          payload -> 'data' ->> 'plate' AS plate
        FROM inbox WHERE type = 'crm.vehicle.changed.v1' AND inbox.status = 'done'
        ORDER BY store_id, aggregate_id, aggregate_version DESC) told
      WHERE told.store_id = known_vehicle.store_id AND told.vehicle_id = known_vehicle.vehicle_id;
      ALTER TABLE known_vehicle FORCE ROW LEVEL SECURITY;
      CREATE INDEX known_vehicle_owner ON known_vehicle (store_id, owner_customer_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE known_vehicle DROP COLUMN plate; DROP INDEX known_vehicle_owner');
  }
}
