import { acrossStores, type References, withinStore } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const REFERENCES: readonly References[] = [
  { parent: 'follow_up', key: 'id', children: ['follow_up_attempt.follow_up_id'] },
];

/** No row refers to one of another store. */
export class WithinStore1764000900000 implements MigrationInterface {
  readonly name = 'WithinStore1764000900000';

  async up(runner: QueryRunner): Promise<void> {
    await withinStore(runner, REFERENCES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await acrossStores(runner, REFERENCES);
  }
}
