import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, Log, oneByOne, SystemScope } from '@pitlane/platform';
import { Stock } from '../stock/stock.service.js';
import { PurchaseOrder } from './purchase-order.entity.js';
import { newlyLateIds } from './purchase-orders.queries.js';

/** Says that an order is late, once for each day that it missed (PRT-7). */
@Injectable()
export class LateOrders {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @Every(60_000)
  async sayInEachStore(): Promise<void> {
    await this.system.inEachStore((store) => this.say(store.id, this.clock.now()));
  }

  /** Each in a transaction of its own. */
  async say(storeId: string, at: Date): Promise<void> {
    const due = await this.db.read((tx) => newlyLateIds(tx, storeId, this.stock.today(tx, at)));
    await oneByOne(due, this.log, (id) =>
      this.db.transaction(async (tx) => {
        const order = await tx.lock(PurchaseOrder, id);
        const late = order.noteLate(this.stock.today(tx, at), at);
        if (late) await tx.save(order, late);
      }),
    );
  }
}
