import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '../store-owned.js';

/** How far the service has looked through its own books: one row. */
export class SelfCheck1760000001000 implements MigrationInterface {
  readonly name = 'SelfCheck1760000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE self_check (
        id int PRIMARY KEY CHECK (id = 1),
        begun_at timestamptz NOT NULL,
        ended_at timestamptz,
        took_ms int,
        progress jsonb NOT NULL DEFAULT '{}')`);
    await grant(runner, 'SELECT, INSERT, UPDATE', 'self_check');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE self_check');
  }
}
