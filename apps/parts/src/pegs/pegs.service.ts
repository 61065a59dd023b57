import { Injectable } from '@nestjs/common';
import type { Tx } from '@pitlane/platform';
import { DemandBook } from '../demand/demand-book.service.js';
import { PurchaseOrder } from '../purchase-orders/purchase-order.entity.js';
import { Requisition } from '../requisitions/requisition.entity.js';
import type { Reservation } from '../reservations/reservation.entity.js';
import type { ReservationLine } from '../reservations/reservation-line.entity.js';
import { askedForIds, onOrderIds } from './pegs.queries.js';

/** What is asked for and on order for lines of a reservation, locked. */
export interface Purchases {
  readonly requisitions: readonly Requisition[];
  readonly orders: readonly PurchaseOrder[];
}

/** What is bought for the lines of reservations (PRT-14). */
@Injectable()
export class Pegs {
  constructor(private readonly demand: DemandBook) {}

  /**
   * Locks what is bought for a reservation: before that is locked, so that nobody waits in a circle, and again after it, when nothing
   * more can be asked for. Orders are made of locked requisitions: so those come first.
   */
  async lockFor(tx: Tx, reservation: Pick<Reservation, 'lines'> | null): Promise<Purchases> {
    const lineIds = reservation?.lines.map(({ id }) => id) ?? [];
    if (lineIds.length === 0) return { requisitions: [], orders: [] };
    const requisitions = await tx.lockEach(Requisition, await askedForIds(tx, lineIds));
    const orders = await tx.lockEach(PurchaseOrder, await onOrderIds(tx, lineIds));
    return { requisitions, orders };
  }

  /**
   * What was bought for a booking is for the order that took it over: for a line that misses the part, else for one that may miss it
   * again. What the order does not want is for nobody in particular.
   */
  async passOn(tx: Tx, bought: Purchases, { from, to }: { from: Reservation; to: Reservation }): Promise<void> {
    const pegs = pegsOf(bought);
    const heirs = heirsOf(pegs, { from, to });
    for (const { line } of pegs) {
      const heir = heirs.find(({ source }) => source.id === line.reservationLineId);
      if (heir) line.reservationLineId = heir.line?.id ?? null;
    }
    for (const requisition of bought.requisitions) await tx.save(requisition);
    for (const order of bought.orders) await tx.save(order);
    await this.demand.passOn(tx, heirs);
  }
}

/** A line of a requisition or an order, and how much of it is still to come. */
interface Peg {
  readonly line: { reservationLineId: string | null };
  readonly comingThousandths: number;
}

const pegsOf = ({ requisitions, orders }: Purchases): Peg[] => [
  ...requisitions.flatMap(({ lines }) => lines.map((line) => ({ line, comingThousandths: line.quantityThousandths }))),
  ...orders.flatMap(({ lines }) => lines.map((line) => ({ line, comingThousandths: line.missingThousandths }))),
];

/** A line of a booking, and the line of the order that stands for it now, if there is one. */
interface Heir {
  readonly source: ReservationLine;
  readonly line: ReservationLine | undefined;
}

/** Each line of the booking has one, by what the lines of the order miss beyond what comes for them. */
function heirsOf(pegs: readonly Peg[], { from, to }: { from: Reservation; to: Reservation }): Heir[] {
  const uncovered = new Map(to.lines.map((line) => [line.id, line.missingThousandths]));
  const open = inOrder(to.lines.filter(({ closed }) => !closed));
  return inOrder(from.lines).map((source) => {
    const alike = open.filter(({ partNumber }) => partNumber === source.partNumber);
    const line = alike.find(({ id }) => (uncovered.get(id) ?? 0) > 0) ?? alike[0];
    const coming = pegs.filter((peg) => peg.line.reservationLineId === source.id);
    const quantity = coming.reduce((sum, { comingThousandths }) => sum + comingThousandths, 0);
    if (line) uncovered.set(line.id, (uncovered.get(line.id) ?? 0) - quantity);
    return { source, line };
  });
}

const inOrder = (lines: readonly ReservationLine[]): ReservationLine[] =>
  [...lines].sort((a, b) => a.position - b.position);
