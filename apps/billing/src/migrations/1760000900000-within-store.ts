import { acrossStores, type References, withinStore } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const REFERENCES: readonly References[] = [
  {
    parent: 'simulated_order',
    key: 'payment_id',
    children: ['simulated_callback.payment_id', 'simulated_refund.payment_id'],
  },
];

/** No row refers to one of another store. */
export class WithinStore1760000900000 implements MigrationInterface {
  readonly name = 'WithinStore1760000900000';

  async up(runner: QueryRunner): Promise<void> {
    await withinStore(runner, REFERENCES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await acrossStores(runner, REFERENCES);
  }
}
