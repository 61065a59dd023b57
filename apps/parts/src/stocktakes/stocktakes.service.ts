import { Injectable } from '@nestjs/common';
import { actingStore, Database, violatedConstraint } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { listedParts } from '../catalogue/listed-parts.queries.js';
import { Adjustments } from './adjustments.service.js';
import { Stocktake } from './stocktake.entity.js';
import { AlreadyBeingCounted, NothingToCount, PlanIncomplete } from './stocktake.errors.js';
import type { Count } from './stocktake-line.entity.js';
import { type CountPlan, ledgerAt, partsDue } from './stocktakes.queries.js';

export interface Decision {
  /** Staff id. */
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

/** Sheets are counted while trading goes on. A sheet is locked before reservations, and those before parts. */
@Injectable()
export class StocktakesService {
  constructor(
    private readonly db: Database,
    private readonly adjustments: Adjustments,
  ) {}

  /** @throws PlanIncomplete | PartNotListed | NothingToCount | AlreadyBeingCounted */
  async open(plan: CountPlan, openedBy: string, at: Date): Promise<Stocktake> {
    if (plan.kind === 'chosen' && plan.partNumbers === undefined) throw new PlanIncomplete('/partNumbers');
    if (plan.kind === 'full' && plan.notCountedSince === undefined) throw new PlanIncomplete('/notCountedSince');
    try {
      return await this.db.transaction(async (tx) => {
        if (plan.partNumbers) await listedParts(tx, plan.partNumbers);
        const { parts } = await partsDue(tx, plan, at);
        if (parts.length === 0) throw new NothingToCount();
        const facts = { id: uuidv7(), storeId: actingStore(tx.scope), kind: plan.kind, openedBy, openedAt: at };
        const lines = parts.map(({ lastCountedAt: _last, ...part }) => ({ ...part, id: uuidv7() }));
        const stocktake = Stocktake.open(facts, lines);
        return tx.save(stocktake, stocktake.opened());
      });
    } catch (error) {
      if (violatedConstraint(error) !== 'stocktake_line_counted_once_at_a_time') throw error;
      throw new AlreadyBeingCounted();
    }
  }

  /**
   * Notes what was counted, each compared with the ledger at the instant of its count.
   * @throws NotFound | StocktakeNotOpen | PartNamedTwice | NotOnSheet | CountedAtWrongTime | NeverInStock | RecountedBySame
   *   | CountImplausible
   */
  count(id: string, counts: readonly Count[], at: Date): Promise<Stocktake> {
    return this.db.transaction(async (tx) => {
      const stocktake = await tx.lock(Stocktake, id);
      stocktake.checkCounts(counts, at);
      stocktake.count(counts, await ledgerAt(tx, stocktake.storeId, counts));
      return tx.save(stocktake);
    });
  }

  /**
   * A manager who counted none of it lets the ledger follow the counts.
   * @throws NotFound | StocktakeNotOpen | LinesStillToCount | ApprovedByCounter | StocktakeTakesKept | CountContradicted | TooMuchStock
   */
  approve(id: string, releaseLineIds: readonly string[], { by, reason, at }: Decision): Promise<Stocktake> {
    return this.db.transaction(async (tx) => {
      const stocktake = await tx.lock(Stocktake, id);
      stocktake.approve(by, { reason, at });
      const adjustments = await this.adjustments.book(tx, stocktake, releaseLineIds, at);
      return tx.save(stocktake, stocktake.approved(adjustments));
    });
  }

  /** Gives the sheet up. @throws NotFound | StocktakeNotOpen */
  cancel(id: string, { by, reason, at }: Decision): Promise<Stocktake> {
    return this.db.transaction(async (tx) => {
      const stocktake = await tx.lock(Stocktake, id);
      return tx.save(stocktake, stocktake.cancel(by, { reason, at }));
    });
  }
}
