import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a request lay free when it was asked for (PRT-13). Of requests from before nobody knows: null. */
export class FillRate1763000060000 implements MigrationInterface {
  readonly name = 'FillRate1763000060000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reservation_line ADD COLUMN filled_at_once_thousandths bigint CHECK (filled_at_once_thousandths >= 0);
      ALTER TABLE demand_request ADD COLUMN filled_at_once_thousandths bigint CHECK (filled_at_once_thousandths >= 0);
      CREATE INDEX demand_request_of_store ON demand_request (store_id, asked_on, request_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX demand_request_of_store;
      ALTER TABLE demand_request DROP COLUMN filled_at_once_thousandths;
      ALTER TABLE reservation_line DROP COLUMN filled_at_once_thousandths;`);
  }
}
