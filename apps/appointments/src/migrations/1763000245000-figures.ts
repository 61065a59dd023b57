import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The figures read bookings and calls by the time at which they were made (APT-14). */
export class Figures1763000245000 implements MigrationInterface {
  readonly name = 'Figures1763000245000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX appointment_booked ON appointment (store_id, booked_at);
      CREATE INDEX phone_diagnosis_time ON phone_diagnosis (store_id, diagnosed_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX appointment_booked, phone_diagnosis_time');
  }
}
