import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One-time codes by which customers prove that a phone is theirs. */
export class PhoneCodes1764001030000 implements MigrationInterface {
  readonly name = 'PhoneCodes1764001030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE phone_code (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        status text NOT NULL,
        phone_index bytea NOT NULL,
        code_index bytea,
        tries int NOT NULL,
        asked_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT phone_code_status CHECK (status IN ('asked', 'sent', 'nobody', 'used')),
        CONSTRAINT phone_code_tries CHECK (tries BETWEEN 0 AND 5),
        CONSTRAINT phone_code_sent CHECK ((code_index IS NOT NULL) = (status IN ('sent', 'used'))));
      CREATE INDEX phone_code_phone ON phone_code (phone_index, asked_at);
      CREATE INDEX phone_code_asked ON phone_code (store_id, asked_at)`);
    await storeOwned(runner, 'phone_code');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE phone_code');
  }
}
