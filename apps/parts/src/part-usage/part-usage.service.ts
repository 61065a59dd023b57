import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, SystemScope } from '@pitlane/platform';
import { Stock } from '../stock/stock.service.js';
import { classify } from './part-usage.queries.js';

const HOUR_MS = 3_600_000;

/** Keeps how the parts of each store sell: ABC and movement class, as the catalogue shows them (PRT-1). */
@Injectable()
export class PartUsages {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly system: SystemScope,
    private readonly clock: Clock,
  ) {}

  @Every(HOUR_MS)
  async classifyInEachStore(): Promise<void> {
    await this.system.inEachStore((store) => this.classify(store.id, this.clock.now()));
  }

  classify(storeId: string, at: Date): Promise<void> {
    return this.db.transaction((tx) => classify(tx, { storeId, at, today: this.stock.today(tx, at) }));
  }
}
