import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers whose identity crm erased for good book no more (CRM-12), those of whom the store heard before this release, too. */
export class ErasedCustomers1763000001000 implements MigrationInterface {
  readonly name = 'ErasedCustomers1763000001000';

  async up(runner: QueryRunner): Promise<void> {
    // The owner of the table sees the rows of all stores meanwhile.
    await runner.query(`
      ALTER TABLE known_customer ADD COLUMN erased_at timestamptz, NO FORCE ROW LEVEL SECURITY;
      UPDATE known_customer SET erased_at = (payload -> 'data' ->> 'erasedAt')::timestamptz
      FROM inbox
      WHERE type = 'crm.customer.erased.v1' AND inbox.status = 'skipped' AND inbox.store_id = known_customer.store_id
        AND (payload -> 'data' ->> 'customerId')::uuid = customer_id;
      ALTER TABLE known_customer FORCE ROW LEVEL SECURITY`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE known_customer DROP COLUMN erased_at');
  }
}
