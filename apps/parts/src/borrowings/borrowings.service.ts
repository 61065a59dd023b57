import { Injectable } from '@nestjs/common';
import { quantityChargeFen, sumFen } from '@pitlane/kernel';
import { actingStore, Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import { LessThanOrEqual } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { expiryOf } from '../catalogue/part.entity.js';
import { PartNotListed } from '../catalogue/part.errors.js';
import { Delivery } from '../deliveries/delivery.entity.js';
import type { Reservation } from '../reservations/reservation.entity.js';
import { LineClosed, LineNotAuthorized } from '../reservations/reservation.errors.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { type LeftLot, quantityOf, takeOut, takeWhole } from '../stock/leaving.queries.js';
import type { LockedPart } from '../stock/locked-parts.queries.js';
import { Lot, type LotFacts } from '../stock/lot.entity.js';
import { type MoveNote, receiveLots } from '../stock/stock.queries.js';
import { type LockedParts, Stock } from '../stock/stock.service.js';
import { Borrowing, type BorrowingFacts, type BorrowingStatus, type Settlement } from './borrowing.entity.js';
import { BorrowedForOtherPart, DueInThePast } from './borrowing.errors.js';

export type NewBorrowing = Omit<BorrowingFacts, 'storeId' | 'lotId' | 'lineId'> & {
  readonly lineId?: string;
  readonly certificate?: string;
  /** Calendar day. */
  readonly expiresOn?: string;
};

/** Parts that were borrowed. A borrowing is locked before reservations, and those before parts. */
@Injectable()
export class BorrowingsService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
  ) {}

  /**
   * Books what was lent in as a lot of the lender at the agreed cost, kept for the line that waits for it (PRT-16).
   * @throws PartNotListed | DueInThePast | LineNotAuthorized | LineClosed | BorrowedForOtherPart | TooMuchStock
   */
  borrow({ certificate, expiresOn, lineId, ...entry }: NewBorrowing): Promise<Borrowing> {
    const { partNumber, borrowedAt: at } = entry;
    return this.db.transaction(async (tx) => {
      if (entry.dueOn < this.stock.today(tx, at)) throw new DueInThePast();
      const facts = { ...entry, lotId: uuidv7(), lineId: lineId ?? null, storeId: actingStore(tx.scope) };
      const borrowing = Borrowing.open(facts);
      const lineIds = lineId === undefined ? [] : [lineId];
      const waiting = await this.reservations.lockWith(tx, [partNumber], lineIds);
      for (const id of lineIds) checkLine(waiting, id, partNumber);
      const { lotId, quantityThousandths } = borrowing;
      const pegged = lineIds.map((id) => ({ lineId: id, lotId, quantityThousandths }));
      await this.stock.move(tx, [partNumber], at, async (parts) => {
        const part = parts.get(partNumber);
        if (!part) throw new PartNotListed([partNumber]);
        await bookIn(tx, borrowing, part, {
          certificate: certificate ?? null,
          expiresOn: expiresOn ?? expiryOf(part, this.stock.today(tx, at)),
        });
        await this.reservations.fillArrived(tx, pegged, parts, at);
      });
      return tx.save(borrowing, borrowing.opened());
    });
  }

  /**
   * Gives as much of the part back: what is there of the borrowed lot, from quarantine first, then free stock of others, in the
   * order in which lots leave (PRT-3).
   * @throws NotFound | BorrowingSettled | PartNotListed | InsufficientStock | CostDiffers
   */
  giveBack(id: string, settlement: Omit<Settlement, 'fen'>): Promise<Borrowing> {
    return this.db.transaction(async (tx) => {
      const borrowing = await tx.lock(Borrowing, id);
      borrowing.checkOpen();
      const { partNumber, lender } = borrowing;
      const note = { documentId: id, at: settlement.at, reason: `given back to ${lender}` };
      const lots = await this.stock.move(tx, [partNumber], settlement.at, async (parts) => {
        await this.stock.setUnfitAside(tx, parts, settlement.at);
        return takeLent(tx, parts, borrowing, note);
      });
      return tx.save(borrowing, borrowing.giveBack({ ...settlement, fen: costOf(lots) }));
    });
  }

  /** Pays the lender instead. @throws NotFound | BorrowingSettled | CostDiffers */
  buy(id: string, invoiceNumber: string, settlement: Settlement): Promise<Borrowing> {
    return this.db.transaction(async (tx) => {
      const borrowing = await tx.lock(Borrowing, id);
      return tx.save(borrowing, borrowing.buy(invoiceNumber, settlement));
    });
  }

  /** @throws NotFound */
  byId(id: string): Promise<Borrowing> {
    return this.db.read((tx) => tx.get(Borrowing, id));
  }

  /** @param dueBy calendar day by which they are due back */
  list({ status, dueBy }: { status?: BorrowingStatus; dueBy?: string }, page: PageQuery): Promise<Page<Borrowing>> {
    const where = { ...(status && { status }), ...(dueBy !== undefined && { dueOn: LessThanOrEqual(dueBy) }) };
    return this.db.read((tx) => tx.page(Borrowing, where, page));
  }
}

/** @throws LineNotAuthorized | LineClosed | BorrowedForOtherPart */
function checkLine(reservations: readonly Reservation[], lineId: string, partNumber: string): void {
  const reservation = reservations.find(({ lines }) => lines.some(({ id }) => id === lineId));
  if (!reservation) throw new LineNotAuthorized(lineId);
  const line = reservation.openOrderLine(lineId);
  if (line.closed) throw new LineClosed(lineId);
  if (line.partNumber !== partNumber) throw new BorrowedForOtherPart(lineId, line.partNumber);
}

/** As a delivery of the lender, whose note is the borrowing: the trace shows where the part came from. */
async function bookIn(
  tx: Tx,
  { id, storeId, lotId, lender, quantityThousandths, unitCostFen, borrowedBy, borrowedAt: at }: Borrowing,
  part: LockedPart,
  lent: Pick<LotFacts, 'certificate' | 'expiresOn'>,
): Promise<void> {
  const delivery = Delivery.receive({
    ...{ id: uuidv7(), storeId, kind: 'supplier', deliveryNote: id, supplier: lender },
    ...{ receivedBy: borrowedBy, receivedAt: at },
  });
  const facts = { id: lotId, deliveryId: delivery.id, quantityThousandths, unitCostFen, receivedAt: at };
  const lot = Lot.receive(part, { ...facts, ...lent, result: 'accepted' });
  await tx.save(delivery, delivery.received([lot]));
  await receiveLots(tx, [lot], { documentId: id, at, reason: `borrowed from ${lender}`.slice(0, 200) });
}

/** The borrowed lot before others; what is kept for somebody stays. @throws PartNotListed | InsufficientStock */
async function takeLent(
  tx: Tx,
  parts: LockedParts,
  { partNumber, lotId, quantityThousandths }: Borrowing,
  note: MoveNote,
): Promise<LeftLot[]> {
  const part = parts.get(partNumber);
  if (!part) throw new PartNotListed([partNumber]);
  const lent = { partId: part.id, lotId, from: ['quarantine', 'free'], kind: 'sent-back' } as const;
  const itself = await takeOut(tx, { ...lent, mostThousandths: quantityThousandths }, note);
  const others = { partNumber, from: ['free'], kind: 'moved-out' } as const;
  const left = quantityThousandths - quantityOf(itself);
  return [...itself, ...(await takeWhole(tx, parts, { ...others, quantityThousandths: left }, note))];
}

const costOf = (lots: readonly LeftLot[]): number =>
  sumFen(lots.map(({ quantityThousandths, unitCostFen }) => quantityChargeFen(quantityThousandths, unitCostFen)));
