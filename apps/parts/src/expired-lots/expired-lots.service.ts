import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, Log, oneByOne, SystemScope } from '@pitlane/platform';
import { KeptStock } from '../reservations/kept-stock.service.js';
import { expiredPartNumbers, linesKeepingExpired, quarantineExpired } from '../stock/last-day.queries.js';
import { Stock } from '../stock/stock.service.js';

/**
 * Takes stock past its last day out of what is free and what is kept, though nobody asks for it: so the alerts of its part are right
 * (PRT-6), and whoever it was kept for gets other stock or is short in time (PRT-5).
 */
@Injectable()
export class ExpiredLots {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly keptStock: KeptStock,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @Every(60_000)
  async setAsideInEachStore(): Promise<void> {
    await this.system.inEachStore((store) => this.setAside(store.id, this.clock.now()));
  }

  /** Part by part, each in a transaction of its own. */
  async setAside(storeId: string, at: Date): Promise<void> {
    const { partNumbers, today } = await this.db.read(async (tx) => {
      const today = this.stock.today(tx, at);
      return { partNumbers: await expiredPartNumbers(tx, storeId, today), today };
    });
    await oneByOne(partNumbers, this.log, (partNumber) =>
      this.db.transaction((tx) => {
        const lineIds = () => linesKeepingExpired(tx, { storeId, partNumber, today });
        const take = (lines: readonly string[]) => quarantineExpired(tx, { lineIds: lines, today }, at);
        return this.keptStock.takeAway(tx, { partNumbers: [partNumber], lineIds, take }, at);
      }),
    );
  }
}
