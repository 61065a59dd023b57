import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, SystemScope } from '@pitlane/platform';
import { expiredPartNumbers } from './expired-lots.queries.js';
import { Stock } from './stock.service.js';

/** Takes stock past its last day out of what is free, though nobody asks for it: so the alerts of its part are right (PRT-6). */
@Injectable()
export class ExpiredLots {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly system: SystemScope,
    private readonly clock: Clock,
  ) {}

  @Every(60_000)
  async setAsideInEachStore(): Promise<void> {
    await this.system.inEachStore((store) => this.setAside(store.id, this.clock.now()));
  }

  /** Part by part, each in a transaction of its own. */
  async setAside(storeId: string, at: Date): Promise<void> {
    const partNumbers = await this.db.read((tx) => expiredPartNumbers(tx, storeId, this.stock.today(tx, at)));
    for (const partNumber of partNumbers) {
      await this.db.transaction((tx) => this.stock.move(tx, [partNumber], at, () => Promise.resolve()));
    }
  }
}
