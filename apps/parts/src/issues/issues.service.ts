import { Injectable } from '@nestjs/common';
import type { PartsReturned } from '@pitlane/contracts';
import { Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { CoresService } from '../cores/cores.service.js';
import type { Asked } from '../demand/demand-book.queries.js';
import { DemandBook } from '../demand/demand-book.service.js';
import { KeptStock } from '../reservations/kept-stock.service.js';
import type { Reservation } from '../reservations/reservation.entity.js';
import { RepairOrderNotAuthorized } from '../reservations/reservation.errors.js';
import type { ReservationLine } from '../reservations/reservation-line.entity.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { type Demand, reserveFifo } from '../stock/reserving.queries.js';
import { InsufficientStock } from '../stock/stock.errors.js';
import { issueKept, type MoveNote, releaseKept, returnLots } from '../stock/stock.queries.js';
import { type LockedParts, Stock } from '../stock/stock.service.js';
import { Issue, type IssueFacts, type ReturnFacts } from './issue.entity.js';
import { LineNamedTwice } from './issue.errors.js';
import type { DrawnLine } from './issue-line.entity.js';

interface LineQuantity {
  lineId: string;
  quantityThousandths: number;
}

export type NewIssue = Omit<IssueFacts, 'storeId'> & { lines: readonly LineQuantity[] };

interface Draw {
  readonly line: ReservationLine;
  readonly quantityThousandths: number;
}

/** Hands parts out and takes them back. An order's reservation is locked before its issues, and those before the parts. */
@Injectable()
export class IssuesService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
    private readonly keptStock: KeptStock,
    private readonly demand: DemandBook,
    private readonly cores: CoresService,
  ) {}

  /**
   * Issues parts of authorised lines: what is kept for a line first, then free stock, oldest lots first (PRT-3). What is kept past its last
   * day is not issued: other stock takes its place.
   * @throws RepairOrderNotAuthorized | RepairOrderIsCompleted | LineNotAuthorized | LineClosed | MoreThanApproved
   *   | InsufficientStock | LineNamedTwice | TooManyCores
   */
  issue({ lines, ...facts }: NewIssue): Promise<Issue> {
    refuseTwice(lines);
    const { id: documentId, issuedAt: at } = facts;
    return this.db.transaction(async (tx) => {
      const order = await this.lockOrder(tx, facts.repairOrderId);
      const draws = lines.map(({ lineId, quantityThousandths }): Draw => {
        const line = order.openOrderLine(lineId);
        line.checkIssue(quantityThousandths);
        return { line, quantityThousandths };
      });
      const { drawn, parts, lost } = await this.stock.move(tx, partNumbersOf(draws), at, async (parts) => {
        await this.stock.setUnfitAside(tx, parts, at);
        const lost = await this.keptStock.replaceExpired(tx, order, parts, at);
        const drawn: DrawnLine[] = [];
        for (const draw of draws) drawn.push(await drawLine(tx, draw, parts, { documentId, at }));
        return { drawn, parts, lost };
      });
      await this.demand.note(tx, 'issued', draws.map(askedBy), at);
      order.settle();
      const isShort = lost && order.status === 'short';
      await tx.save(order, isShort ? await this.reservations.announced(tx, order, at) : undefined);
      const issue = Issue.post({ ...facts, storeId: order.storeId }, drawn);
      await tx.save(issue, issue.issued());
      await this.cores.owe(tx, issue, parts);
      return issue;
    });
  }

  /**
   * Takes unused parts back to their own lots and closes their lines; what the lines still kept is free again (PRT-10).
   * @throws NotFound | RepairOrderIsCompleted | LineNotIssued | MoreThanIssued | LineNamedTwice | CoreIsGone
   */
  takeBack(issueId: string, entry: ReturnFacts, at: Date): Promise<PartsReturned> {
    refuseTwice(entry.lines);
    const note = { documentId: entry.returnId, at, reason: entry.reason };
    return this.db.transaction(async (tx) => {
      const { repairOrderId } = await tx.get(Issue, issueId);
      const order = await this.lockOrder(tx, repairOrderId);
      const issue = await tx.lock(Issue, issueId);
      const returned = issue.takeBack(entry, at);
      const lines = returned.lines.map(({ lineId, quantityThousandths }) => {
        const line = order.openOrderLine(lineId);
        line.putBack(quantityThousandths);
        return line;
      });
      await tx.save(order, order.closeLines(lines));
      await tx.save(issue, returned);
      await this.cores.withdraw(tx, issue, returned, at);
      await this.demand.takeBack(
        tx,
        returned.lines.map(({ lineId: requestId, ...line }) => ({ ...line, requestId })),
      );
      await this.putBack(tx, returned, note);
      return returned;
    });
  }

  private async putBack(tx: Tx, { issueId, lines }: PartsReturned, note: MoveNote): Promise<void> {
    const partNumbers = partNumbersOf(lines.map((line) => ({ line })));
    await this.reservations.lockShort(tx, partNumbers);
    await this.stock.move(tx, partNumbers, note.at, async (parts) => {
      await releaseKept(tx, { lineIds: lines.map(({ lineId }) => lineId), kind: 'released' }, note);
      const lots = lines.flatMap(({ lineId, lots }) => lots.map((lot) => ({ ...lot, lineId })));
      await returnLots(tx, issueId, lots, note);
      await this.reservations.fillShort(tx, parts, note.at);
    });
  }

  /** @throws RepairOrderNotAuthorized */
  private async lockOrder(tx: Tx, repairOrderId: string): Promise<Reservation> {
    const order = await this.reservations.lockOf(tx, 'repair-order', repairOrderId);
    if (!order) throw new RepairOrderNotAuthorized(repairOrderId);
    return order;
  }

  /** @throws NotFound */
  byId(id: string): Promise<Issue> {
    return this.db.read((tx) => tx.get(Issue, id));
  }

  list(repairOrderId: string | undefined, page: PageQuery): Promise<Page<Issue>> {
    return this.db.read((tx) => tx.page(Issue, repairOrderId === undefined ? {} : { repairOrderId }, page));
  }
}

const partNumbersOf = (draws: readonly { line: { partNumber: string } }[]): string[] =>
  draws.map(({ line }) => line.partNumber);

const askedBy = ({ line: { id: requestId, partNumber }, quantityThousandths }: Draw): Asked => ({
  ...{ requestId, partNumber, quantityThousandths },
});

function refuseTwice(lines: readonly LineQuantity[]): void {
  const lineIds = lines.map(({ lineId }) => lineId);
  const again = lineIds.filter((lineId, index) => lineIds.indexOf(lineId) !== index);
  if (again.length > 0) throw new LineNamedTwice(again);
}

/** What is issued was kept first: so free stock leaves by the same rule as kept stock. @throws InsufficientStock */
async function drawLine(
  tx: Tx,
  { line, quantityThousandths }: Draw,
  parts: LockedParts,
  note: MoveNote,
): Promise<DrawnLine> {
  const { id: lineId, partNumber } = line;
  const missing = quantityThousandths - line.reservedThousandths;
  if (missing > 0) {
    const partId = parts.get(partNumber)?.id;
    const demand = { lineId, quantityThousandths: missing, neededOn: null, documentId: note.documentId, at: note.at };
    const kept = partId === undefined ? 0 : await keepFor(tx, { ...demand, partId });
    if (kept < missing) throw new InsufficientStock(partNumber, missing - kept);
    line.keep(kept);
  }
  const lots = await issueKept(tx, { lineId, quantityThousandths }, note);
  line.draw(quantityThousandths);
  return { id: uuidv7(), lineId, partNumber, lots: lots.map((lot) => ({ ...lot, id: uuidv7() })) };
}

async function keepFor(tx: Tx, demand: Omit<Demand, 'actorId'>): Promise<number> {
  const kept = await reserveFifo(tx, [{ ...demand, actorId: tx.scope.actor.id }]);
  return kept.get(demand.lineId) ?? 0;
}
