import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The visits of one car: for its brief, and for the list that a booker asks for. */
export class VisitsOfAVehicle1763000260000 implements MigrationInterface {
  readonly name = 'VisitsOfAVehicle1763000260000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX appointment_vehicle ON appointment (store_id, vehicle_id, starts_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX appointment_vehicle');
  }
}
