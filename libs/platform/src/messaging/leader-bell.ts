import type pg from 'pg';
import type { Database } from '../database/database.js';

const CHANNEL = 'outbox_written';

/**
 * How a replica tells the one that leads the relay that there are events. It rings after the commit, in a transaction of its own:
 * those that notify commit one after the other, and no command is to wait for that.
 */
export class LeaderBell {
  private isDue = false;
  private isRinging = false;

  constructor(private readonly db: Database) {}

  /** Rings once more for whoever comes while it rings. Nobody needs to wait for it: unheard, the leader looks by itself in a moment. */
  async ring(): Promise<void> {
    this.isDue = true;
    if (this.isRinging) return;
    this.isRinging = true;
    while (this.isDue) {
      this.isDue = false;
      await this.db.dataSource.query(`NOTIFY ${CHANNEL}`).catch(() => undefined);
    }
    this.isRinging = false;
  }

  async listen(client: pg.Client, onRing: () => void): Promise<void> {
    client.on('notification', onRing);
    await client.query(`LISTEN ${CHANNEL}`);
  }
}
