import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FOLLOW_LEDGER, MOVE_LOTS } from './1763000007000-ledger-in-full.js';
import { BY_INDEX } from './1763000064000-ledger-by-index.js';

/**
 * What is kept more is laid on its row by the primary key itself: a lookup beforehand goes by a plan, and one that was made while
 * nothing was kept yet goes through all that is kept later, until its statistics are gathered.
 */
export class KeptByKey1763000065000 implements MigrationInterface {
  readonly name = 'KeptByKey1763000065000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KEEP_BY_KEY);
    await runner.query(BY_INDEX); // to replace a function forgets its settings
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(FOLLOW_LEDGER);
    await runner.query(BY_INDEX);
  }
}

// Most statements find nothing to move, such as unfit stock. What is kept less is there already: only then is it looked for.
const KEEP_BY_KEY = `
  CREATE OR REPLACE FUNCTION move_lots() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    found_rows bigint;
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM new_movements) THEN RETURN NULL; END IF;
    ${MOVE_LOTS}
    IF EXISTS (SELECT 1 FROM new_movements WHERE line_id IS NOT NULL AND least(reserved_delta, staged_delta) < 0) THEN
      UPDATE kept SET
        reserved_thousandths = reserved_thousandths + moved.reserved,
        staged_thousandths = staged_thousandths + moved.staged
      FROM (
        SELECT line_id, lot_id, sum(reserved_delta) AS reserved, sum(staged_delta) AS staged
        FROM new_movements WHERE line_id IS NOT NULL GROUP BY line_id, lot_id
        HAVING least(sum(reserved_delta), sum(staged_delta)) < 0) moved
      WHERE kept.line_id = moved.line_id AND kept.lot_id = moved.lot_id;
      GET DIAGNOSTICS found_rows = ROW_COUNT;
      IF found_rows < (
        SELECT count(*) FROM (
          SELECT FROM new_movements WHERE line_id IS NOT NULL GROUP BY line_id, lot_id
          HAVING least(sum(reserved_delta), sum(staged_delta)) < 0) less) THEN
        RAISE check_violation USING MESSAGE = 'A line gives up what it does not keep.', TABLE = 'kept';
      END IF;
    END IF;
    INSERT INTO kept (store_id, line_id, lot_id, reserved_thousandths, staged_thousandths)
      SELECT store_id, line_id, lot_id, sum(reserved_delta), sum(staged_delta) FROM new_movements
      WHERE line_id IS NOT NULL GROUP BY store_id, line_id, lot_id
      HAVING least(sum(reserved_delta), sum(staged_delta)) >= 0 AND sum(reserved_delta) + sum(staged_delta) > 0
      ON CONFLICT (line_id, lot_id) DO UPDATE SET
        reserved_thousandths = kept.reserved_thousandths + excluded.reserved_thousandths,
        staged_thousandths = kept.staged_thousandths + excluded.staged_thousandths;
    RETURN NULL;
  END $$;`;
