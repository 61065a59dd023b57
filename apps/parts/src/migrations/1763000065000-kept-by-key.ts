import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FOLLOW_LEDGER } from './1763000007000-ledger-in-full.js';

// To replace a function forgets its settings.
const BY_INDEX = 'ALTER FUNCTION move_lots() SET enable_seqscan = off';

/**
 * What is kept more is laid on its row by the primary key itself: a lookup beforehand goes by a plan, and one that was made while
 * nothing was kept yet goes through all that is kept later, until its statistics are gathered.
 */
export class KeptByKey1763000065000 implements MigrationInterface {
  readonly name = 'KeptByKey1763000065000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KEEP_BY_KEY);
    await runner.query(BY_INDEX);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(FOLLOW_LEDGER);
    await runner.query(BY_INDEX);
  }
}

// Most statements find nothing to move, such as unfit stock. What is kept less is there already: only then is it looked for.
const KEEP_BY_KEY = `
  CREATE OR REPLACE FUNCTION move_lots() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM new_movements) THEN RETURN NULL; END IF;
    UPDATE lot SET
      received_thousandths = received_thousandths + moved.received,
      available_thousandths = available_thousandths + moved.available,
      reserved_thousandths = reserved_thousandths + moved.reserved,
      staged_thousandths = staged_thousandths + moved.staged,
      issued_thousandths = issued_thousandths + moved.issued,
      quarantined_thousandths = quarantined_thousandths + moved.quarantined,
      scrapped_thousandths = scrapped_thousandths + moved.scrapped,
      sent_back_thousandths = sent_back_thousandths + moved.sent_back,
      moved_out_thousandths = moved_out_thousandths + moved.moved_out
    FROM (
      SELECT lot_id, sum(received_delta) AS received, sum(available_delta) AS available, sum(reserved_delta) AS reserved,
             sum(staged_delta) AS staged, sum(issued_delta) AS issued, sum(quarantined_delta) AS quarantined,
             sum(scrapped_delta) AS scrapped, sum(sent_back_delta) AS sent_back, sum(moved_out_delta) AS moved_out
      FROM new_movements GROUP BY lot_id) moved
    WHERE lot.id = moved.lot_id;
    IF EXISTS (SELECT 1 FROM new_movements WHERE line_id IS NOT NULL AND least(reserved_delta, staged_delta) < 0) THEN
      UPDATE kept SET
        reserved_thousandths = reserved_thousandths + moved.reserved,
        staged_thousandths = staged_thousandths + moved.staged
      FROM (
        SELECT line_id, lot_id, sum(reserved_delta) AS reserved, sum(staged_delta) AS staged
        FROM new_movements WHERE line_id IS NOT NULL GROUP BY line_id, lot_id
        HAVING least(sum(reserved_delta), sum(staged_delta)) < 0) moved
      WHERE kept.line_id = moved.line_id AND kept.lot_id = moved.lot_id;
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
