import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A car names itself by its VIN (APT-16); those of which the store heard before this release, too. */
export class KnownVins1763000110000 implements MigrationInterface {
  readonly name = 'KnownVins1763000110000';

  async up(runner: QueryRunner): Promise<void> {
    // The owner of the table sees the rows of all stores meanwhile.
    await runner.query(`
      ALTER TABLE known_vehicle ADD COLUMN vin text, NO FORCE ROW LEVEL SECURITY;
      UPDATE known_vehicle SET vin = told.vin
      FROM (
        SELECT DISTINCT ON (store_id, aggregate_id) store_id, (payload -> 'data' ->> 'vehicleId')::uuid AS vehicle_id,
          payload -> 'data' ->> 'vin' AS vin
        FROM inbox WHERE type = 'crm.vehicle.changed.v1' AND inbox.status = 'done'
        ORDER BY store_id, aggregate_id, aggregate_version DESC) told
      WHERE told.store_id = known_vehicle.store_id AND told.vehicle_id = known_vehicle.vehicle_id;
      ALTER TABLE known_vehicle FORCE ROW LEVEL SECURITY;
      CREATE INDEX known_vehicle_vin ON known_vehicle (store_id, vin)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE known_vehicle DROP COLUMN vin');
  }
}
