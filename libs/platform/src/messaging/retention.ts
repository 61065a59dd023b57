import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database } from '../database/database.js';
import { OUTBOX_KEPT } from './outbox.js';

const HOUR_MS = 3_600_000;
const CHUNK = 5_000;

/** Lets go of what nobody can need any more; published events stay twice as long as in the stream, as its replay source. */
@Injectable()
export class Retention {
  constructor(private readonly db: Database) {}

  @Interval(HOUR_MS)
  async sweep(): Promise<void> {
    await this.deleteOld('outbox', `published_at < now() - interval '${OUTBOX_KEPT}'`);
    await this.deleteOld('command', `created_at < now() - interval '7 days'`);
  }

  private async deleteOld(table: 'outbox' | 'command', condition: string): Promise<void> {
    const sql = `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${CHUNK}))`;
    for (let count = CHUNK; count === CHUNK;) {
      const result: unknown = await this.db.dataSource.query(sql);
      count = Array.isArray(result) && typeof result[1] === 'number' ? result[1] : 0;
    }
  }
}
