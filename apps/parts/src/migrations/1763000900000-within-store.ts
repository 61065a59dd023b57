import { acrossStores, type References, withinStore } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const REFERENCES: readonly References[] = [{ parent: 'reservation_line', key: 'id', children: ['issue_line.line_id'] }];

/** No row refers to one of another store. */
export class WithinStore1763000900000 implements MigrationInterface {
  readonly name = 'WithinStore1763000900000';

  async up(runner: QueryRunner): Promise<void> {
    await withinStore(runner, REFERENCES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await acrossStores(runner, REFERENCES);
  }
}
