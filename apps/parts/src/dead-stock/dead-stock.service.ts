import { Injectable } from '@nestjs/common';
import { localTime } from '@pitlane/kernel';
import { Clock, Database, Every, type Page, type PageQuery, type Store, SystemScope } from '@pitlane/platform';
import { IsNull, Not } from 'typeorm';
import { Part } from '../catalogue/part.entity.js';
import { StoreTerms } from '../policies/store-terms.service.js';
import { type DeadLine, lastMoved, partsThatTurned } from './dead-stock.queries.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Finds what lies in a store though it did not come in and nobody asked for it since long (PRT-6). */
@Injectable()
export class DeadStockService {
  constructor(
    private readonly db: Database,
    private readonly storeTerms: StoreTerms,
    private readonly system: SystemScope,
    private readonly clock: Clock,
  ) {}

  @Every(HOUR_MS)
  async lookInEachStore(): Promise<void> {
    await this.system.inEachStore((store) => this.look(store, this.clock.now()));
  }

  /** Raises and clears the alerts of a store's parts, each in a transaction of its own. */
  async look({ id: storeId, zone }: Store, at: Date): Promise<void> {
    const { turned, line } = await this.db.read(async (tx) => {
      const { deadAfterDays } = await this.storeTerms.of(tx);
      const deadBefore = localTime(new Date(at.getTime() - deadAfterDays * DAY_MS), zone).date;
      const line = { storeId, deadBefore, zone };
      return { line, turned: await partsThatTurned(tx, line) };
    });
    for (const partId of turned) await this.turn(partId, line, at);
  }

  /** Once the part is locked, no stock of it moves: what was seen before may be past. */
  private turn(partId: string, { deadBefore, zone }: DeadLine, at: Date): Promise<Part> {
    return this.db.transaction(async (tx) => {
      const part = await tx.lock(Part, partId);
      const moved = await lastMoved(tx, partId, zone);
      return tx.save(part, part.noteDead(moved && moved.lastMovedOn < deadBefore ? moved : undefined, at));
    });
  }

  list(page: PageQuery): Promise<Page<Part>> {
    return this.db.read((tx) => tx.page(Part, { deadSince: Not(IsNull()) }, page));
  }
}
