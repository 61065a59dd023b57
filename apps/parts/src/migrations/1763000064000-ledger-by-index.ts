import type { MigrationInterface, QueryRunner } from 'typeorm';

export const BY_INDEX = 'ALTER FUNCTION move_lots() SET enable_seqscan = off';

/**
 * What lines keep is looked up by its key, whatever a connection's plan was made for: the function keeps its plan, and one that was
 * made while the table was small would read all of it when it has grown, until its statistics are gathered.
 */
export class LedgerByIndex1763000064000 implements MigrationInterface {
  readonly name = 'LedgerByIndex1763000064000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BY_INDEX);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER FUNCTION move_lots() RESET enable_seqscan');
  }
}
