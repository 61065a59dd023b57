import { Injectable } from '@nestjs/common';
import { endOfDay, instantOf } from '@pitlane/kernel';
import { actingStore, Database, type Page, Stores } from '@pitlane/platform';
import type {
  FigureCountedLineView, FigureMovementsExportQuery, FigureMovementsQuery, FigureMovementView, FigureRequestView, FiguresPageQuery,
  FiguresQuery, PartsFiguresView,
} from './figures.dto.js'; // prettier-ignore
import { PeriodNotBegun, PeriodReversed } from './figures.errors.js';
import { DEAD_AFTER_DAYS, figuresOf, type StockAmounts, together } from './figures.js';
import { requestsIn } from './asked.queries.js';
import { countedLinesIn } from './counted-lines.queries.js';
import { amountsOf, movementsOf, type Period } from './stock-amounts.queries.js';
import { earlier } from './stock-value.queries.js';

const DAY_MS = 86_400_000;
/** Of one exported file. */
const MOST_EXPORTED = 50_000;

@Injectable()
export class FiguresQueries {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /** The figures of a period, of each of the caller's stores and of all together (PRT-13). @throws PeriodReversed | PeriodNotBegun */
  of(query: FiguresQuery, now: Date): Promise<PartsFiguresView> {
    return this.db.read(async (tx) => {
      const stores: PartsFiguresView['stores'] = [];
      const all: StockAmounts[] = [];
      const days = elapsedDays(this.periodOf(tx.scope.stores[0] ?? '', query, now));
      for (const storeId of tx.scope.stores) {
        const amounts = await amountsOf(tx, this.periodOf(storeId, query, now));
        all.push(amounts);
        stores.push({ storeId, figures: figuresOf(amounts, days) });
      }
      return { from: query.from, to: query.to, together: figuresOf(together(all), days), stores };
    });
  }

  /** Movements that a figure of the caller's store is made of, newest first. @throws PeriodReversed | PeriodNotBegun */
  movements({ figure, from, to, ...page }: FigureMovementsQuery, now: Date): Promise<Page<FigureMovementView>> {
    return this.db.read((tx) => {
      const period = this.periodOf(actingStore(tx.scope), { from, to }, now);
      return tx.pageBy(page, (after, take) => movementsOf(tx, period, { figure, after, take }));
    });
  }

  /** The newest 50,000 of them. @throws PeriodReversed | PeriodNotBegun */
  allMovements({ figure, ...days }: FigureMovementsExportQuery, now: Date): Promise<FigureMovementView[]> {
    return this.db.read((tx) => {
      const period = this.periodOf(actingStore(tx.scope), days, now);
      return movementsOf(tx, period, { figure, take: MOST_EXPORTED });
    });
  }

  /** Requests of customers and jobs that the fill rate of the caller's store is made of. @throws PeriodReversed | PeriodNotBegun */
  requests({ from, to, ...page }: FiguresPageQuery, now: Date): Promise<Page<FigureRequestView>> {
    return this.db.read((tx) => {
      const period = this.periodOf(actingStore(tx.scope), { from, to }, now);
      return tx.pageBy(page, (after, take) => requestsIn(tx, period, { after, take }));
    });
  }

  /** The first 50,000 of them. @throws PeriodReversed | PeriodNotBegun */
  allRequests(days: FiguresQuery, now: Date): Promise<FigureRequestView[]> {
    return this.db.read((tx) =>
      requestsIn(tx, this.periodOf(actingStore(tx.scope), days, now), { take: MOST_EXPORTED }),
    );
  }

  /** Lines of sheets that the stock accuracy of the caller's store is made of. @throws PeriodReversed | PeriodNotBegun */
  countedLines({ from, to, ...page }: FiguresPageQuery, now: Date): Promise<Page<FigureCountedLineView>> {
    return this.db.read((tx) => {
      const period = this.periodOf(actingStore(tx.scope), { from, to }, now);
      return tx.pageBy(page, (after, take) => countedLinesIn(tx, period, { after, take }));
    });
  }

  /** The first 50,000 of them. @throws PeriodReversed | PeriodNotBegun */
  allCountedLines(days: FiguresQuery, now: Date): Promise<FigureCountedLineView[]> {
    return this.db.read((tx) =>
      countedLinesIn(tx, this.periodOf(actingStore(tx.scope), days, now), { take: MOST_EXPORTED }),
    );
  }

  /** @throws PeriodReversed | PeriodNotBegun */
  private periodOf(storeId: string, { from, to }: FiguresQuery, now: Date): Period {
    if (to < from) throw new PeriodReversed();
    const { zone } = this.stores.get(storeId);
    const begin = instantOf(from, '00:00', zone);
    if (begin >= now) throw new PeriodNotBegun();
    const end = endOfDay(to, zone);
    const deadSince = new Date(end.getTime() - DEAD_AFTER_DAYS * DAY_MS);
    return { storeId, days: { from, to }, from: begin, end, until: earlier(end, now), deadSince };
  }
}

/** Of a period under way, the days that have begun. */
const elapsedDays = ({ from, until }: Period): number => Math.ceil((until.getTime() - from.getTime()) / DAY_MS);
