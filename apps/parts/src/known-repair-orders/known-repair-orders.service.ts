import { Injectable } from '@nestjs/common';
import type { PartLinesDropped, PartsRequested, RepairOrderAuthorized, RepairOrderCancelled } from '@pitlane/contracts';
import { actingStore, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { DemandBook } from '../demand/demand-book.service.js';
import { Pegs } from '../pegs/pegs.service.js';
import { Reservation } from '../reservations/reservation.entity.js';
import type { ReservationLine } from '../reservations/reservation-line.entity.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { type MoveNote, releaseKept, takeOverKept } from '../stock/stock.queries.js';
import { Stock } from '../stock/stock.service.js';

const CANCELLED = 'the repair order is cancelled';
const TAKEN_OVER = 'taken over by the repair order';

/**
 * What workshop says about repair orders. The reservation of an order is what this service knows of it: the approved quantity
 * of each line, what it keeps, what it drew. Events of an order come in order, so an unknown one was never authorised.
 */
@Injectable()
export class KnownRepairOrdersService {
  constructor(
    private readonly reservations: ReservationsService,
    private readonly stock: Stock,
    private readonly pegs: Pegs,
    private readonly demand: DemandBook,
  ) {}

  /** Remembers what the customer signed for and keeps it: first what the booking kept, then free stock, then what comes for it (PRT-5, PRT-14). */
  async approve(tx: Tx, event: RepairOrderAuthorized, at: Date): Promise<void> {
    const booking = await this.bookingOf(tx, event);
    const bought = await this.pegs.lockFor(tx, booking);
    const order = await this.orderOf(tx, event.repairOrderId);
    if (!order.isOpen) return;
    const { overfull, dropped } = order.approve(event.partLines);
    const partNumbers = [...order.lines, ...(booking?.lines ?? [])].map(({ partNumber }) => partNumber);
    const note = { documentId: order.id, at };

    const freesStock = booking !== null || overfull.length + dropped.length > 0;
    if (freesStock) await this.reservations.lockShort(tx, partNumbers);
    await this.stock.move(tx, partNumbers, at, async (parts) => {
      await giveBack(tx, [...overfull, ...dropped], note);
      const closed = order.closeLines(dropped);
      if (booking) await takeOver(tx, { from: booking, to: order }, note);
      await this.reservations.fill(tx, order, parts, at);
      if (booking) await this.pegs.passOn(tx, bought, { from: booking, to: order });
      if (booking) await tx.save(booking, booking.release(TAKEN_OVER));
      await tx.save(order, await this.reservations.announced(tx, order, at), closed);
      if (freesStock) await this.reservations.fillShort(tx, parts, at);
    });
  }

  /** The open reservation of the order's booking. One that is not known yet is blocked: the order has taken its place. */
  private async bookingOf(tx: Tx, { appointmentId }: RepairOrderAuthorized): Promise<Reservation | null> {
    if (appointmentId === undefined) return null;
    const own = { storeId: actingStore(tx.scope), purpose: 'appointment', purposeId: appointmentId } as const;
    await this.pegs.lockFor(tx, await tx.find(Reservation, own));
    const booking = await this.reservations.lockOf(tx, 'appointment', appointmentId);
    if (!booking) await this.reservations.buryAppointment(tx, appointmentId, TAKEN_OVER);
    return booking?.isOpen ? booking : null;
  }

  private async orderOf(tx: Tx, purposeId: string): Promise<Reservation> {
    const known = await this.reservations.lockOf(tx, 'repair-order', purposeId);
    const facts = {
      id: uuidv7(),
      storeId: actingStore(tx.scope),
      purpose: 'repair-order',
      purposeId,
      lines: [],
    } as const;
    return known ?? Reservation.open(facts);
  }

  /** Makes what a technician asks for an open pick; closed lines and strange ones are left out. */
  async requestPicks(tx: Tx, { repairOrderId, jobId, technicianId, lines }: PartsRequested, at: Date): Promise<void> {
    const order = await this.reservations.lockOf(tx, 'repair-order', repairOrderId);
    if (!order) return;
    for (const { lineId, quantityThousandths } of lines) {
      order.lines.find(({ id }) => id === lineId)?.requestPick({ jobId, technicianId, quantityThousandths, at });
    }
    await tx.save(order);
  }

  /** Closes lines that will not be drawn, or not in full, and says what the car got. */
  async dropLines(tx: Tx, { repairOrderId, lineIds, reason }: PartLinesDropped, at: Date): Promise<void> {
    const order = await this.reservations.lockOf(tx, 'repair-order', repairOrderId);
    if (!order) return;
    const dropped = order.lines.filter(({ id }) => lineIds.includes(id));
    const keeping = order.keepingLines.filter((line) => dropped.includes(line));
    const unfilled = order.missingLines.filter((line) => dropped.includes(line));
    await this.demand.noteUnfilled(tx, unfilled, at);
    await tx.save(order, order.closeLines(dropped));
    await this.reservations.free(tx, keeping, { documentId: order.id, at, reason });
  }

  /** Frees what the order and its booking keep. What was handed out just before can still be taken back. */
  async cancel(tx: Tx, { repairOrderId, appointmentId }: RepairOrderCancelled, at: Date): Promise<void> {
    const order = await this.reservations.lockOf(tx, 'repair-order', repairOrderId);
    if (order) {
      await this.demand.noteUnfilled(tx, order.missingLines, at);
      await this.reservations.release(tx, order, CANCELLED, at);
    }
    if (appointmentId !== undefined) await this.reservations.releaseForAppointment(tx, appointmentId, CANCELLED, at);
  }

  /** Closes every line, and says what the car got: nothing is issued or returned any more. */
  async complete(tx: Tx, repairOrderId: string, at: Date): Promise<void> {
    const order = await this.reservations.lockOf(tx, 'repair-order', repairOrderId);
    if (!order?.isOpen) return;
    const keeping = order.keepingLines;
    await this.demand.noteUnfilled(tx, order.missingLines, at);
    await tx.save(order, ...order.complete());
    await this.reservations.free(tx, keeping, { documentId: order.id, at, reason: 'the repair order is completed' });
  }
}

/** Frees what lines keep that may not keep it any more. */
async function giveBack(tx: Tx, lines: readonly ReservationLine[], note: MoveNote): Promise<void> {
  await releaseKept(tx, { lineIds: lines.map(({ id }) => id), kind: 'released' }, note);
  for (const line of lines) line.letGo();
}

/** Hands what a booking keeps to the lines that need it, shelf and all; what is left over is free. */
async function takeOver(tx: Tx, { from, to }: { from: Reservation; to: Reservation }, note: MoveNote): Promise<void> {
  let takenThousandths = 0;
  for (const line of to.missingLines) {
    for (const source of from.keepingLines.filter(({ partNumber }) => partNumber === line.partNumber)) {
      const wanted = { fromLineId: source.id, toLineId: line.id, mostThousandths: line.missingThousandths };
      const taken = await takeOverKept(tx, wanted, note);
      line.takeOver(source, taken);
      takenThousandths += taken;
    }
  }
  if (takenThousandths > 0) to.takeShelf(from);
  await giveBack(tx, from.keepingLines, { ...note, documentId: from.id });
}
