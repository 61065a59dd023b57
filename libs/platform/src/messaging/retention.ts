import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database } from '../database/database.js';
import { oneByOne } from '../scope/one-by-one.js';
import { Log } from '../telemetry/log.js';
import { OUTBOX_KEPT } from './outbox.js';

const HOUR_MS = 3_600_000;
const CHUNK = 5_000;

/**
 * What nobody can need any more. Rows are looked at in the order of a key that grows with time, from its least: each chunk reads what it
 * deletes, however large the table is. A published event is kept twice as long as in the stream, as its replay source; what consumers
 * took, as long again: nobody can send it once more by then, and the cursors of the aggregates stay.
 */
const OVER = {
  command: `DELETE FROM command WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM command WHERE created_at < now() - interval '7 days' ORDER BY created_at LIMIT ${CHUNK}))`,
  outbox: `DELETE FROM outbox WHERE published_at < now() - interval '${OUTBOX_KEPT}'
    AND id IN (SELECT id FROM outbox ORDER BY id LIMIT ${CHUNK})`,
  inbox: `DELETE FROM inbox WHERE done_at < now() - 2 * interval '${OUTBOX_KEPT}' AND status IN ('done', 'skipped')
    AND (consumer, event_id) IN (SELECT consumer, event_id FROM inbox ORDER BY consumer, event_id LIMIT ${CHUNK})`,
  parked: `DELETE FROM inbox_parked WHERE resolved_at < now() - 2 * interval '${OUTBOX_KEPT}'
    AND id IN (SELECT id FROM inbox_parked ORDER BY id LIMIT ${CHUNK})`,
};

/** Lets go of what is over, hour by hour. */
@Injectable()
export class Retention {
  constructor(
    private readonly db: Database,
    private readonly log: Log,
  ) {}

  @Interval(HOUR_MS)
  sweep(): Promise<void> {
    return oneByOne(Object.values(OVER), this.log, (statement) => this.deleteAll(statement));
  }

  /** Until a chunk has nothing to delete. */
  private async deleteAll(statement: string): Promise<void> {
    for (let count = 1; count > 0;) {
      const result: unknown = await this.db.dataSource.query(statement);
      count = Array.isArray(result) && typeof result[1] === 'number' ? result[1] : 0;
    }
  }
}
