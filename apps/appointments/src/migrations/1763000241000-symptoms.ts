import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a store's customers say, and what is done about it (APT-2). */
export class Symptoms1763000241000 implements MigrationInterface {
  readonly name = 'Symptoms1763000241000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE symptom (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        words text NOT NULL,
        operation_codes jsonb NOT NULL,
        CONSTRAINT symptom_words_once UNIQUE (store_id, words))`);
    await storeOwned(runner, 'symptom');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE symptom');
  }
}
