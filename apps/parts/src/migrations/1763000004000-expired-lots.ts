import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = [
  'received',
  'reserved',
  'staged',
  'released',
  'overridden',
  'handed-over',
  'taken-over',
  'issued',
  'returned',
];

/** Stock past its last day moves to quarantine (PRT-2). */
export class ExpiredLots1763000004000 implements MigrationInterface {
  readonly name = 'ExpiredLots1763000004000';

  async up(runner: QueryRunner): Promise<void> {
    await allowKinds(runner, [...KINDS, 'expired']);
    await runner.query('CREATE INDEX lot_expiry ON lot (store_id, expires_on) WHERE available_thousandths > 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX lot_expiry');
    await allowKinds(runner, KINDS);
  }
}

async function allowKinds(runner: QueryRunner, kinds: readonly string[]): Promise<void> {
  const list = kinds.map((kind) => `'${kind}'`).join(', ');
  await runner.query(`
    ALTER TABLE movement DROP CONSTRAINT movement_kind_check;
    ALTER TABLE movement ADD CONSTRAINT movement_kind_check CHECK (kind IN (${list}));`);
}
