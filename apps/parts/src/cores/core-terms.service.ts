import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, Log, SystemScope, oneByOne } from '@pitlane/platform';
import { LessThan } from 'typeorm';
import { Stock } from '../stock/stock.service.js';
import { Core } from './core.entity.js';

const HOUR_MS = 3_600_000;
const MOST_AT_ONCE = 500;

/** Ends the terms in which customers may bring their old units (PRT-10). */
@Injectable()
export class CoreTerms {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @Every(HOUR_MS)
  async endInEachStore(): Promise<void> {
    await this.system.inEachStore((store) => this.end(store.id, this.clock.now()));
  }

  /** The oldest first, each in a transaction of its own. */
  async end(storeId: string, at: Date): Promise<void> {
    const overdue = await this.db.read((tx) => {
      const dueBy = LessThan(this.stock.today(tx, at));
      return tx.list(Core, { storeId, status: 'due', dueBy }, { order: { dueBy: 'ASC' }, take: MOST_AT_ONCE });
    });
    await oneByOne(overdue, this.log, ({ id }) => this.expire(id, at));
  }

  private async expire(id: string, at: Date): Promise<void> {
    await this.db.transaction(async (tx) => {
      const core = await tx.lock(Core, id);
      if (core.status !== 'due') return; // he brought it meanwhile
      await tx.save(core, core.expire({ by: tx.scope.actor.id, at }));
    });
  }
}
