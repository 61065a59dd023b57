import { PartsReserved, PartsShort } from '@pitlane/contracts';
import type { Reservation } from './reservation.entity.js';
import {
  LineClosed,
  LineNotAuthorized,
  LineNotReserved,
  MoreThanApproved,
  PartsStillShort,
  RepairOrderIsCompleted,
  ReservationIsSoft,
  ReservationNotOpen,
  ReservationNotSoft,
} from './reservation.errors.js';
import type { ReservationLine } from './reservation-line.entity.js';
import { aFullReservation, aReservation, LINE_A, LINE_B } from './testing.js';

const at = new Date('2026-11-21T02:00:00Z');
const oil = { lineId: LINE_A, partNumber: 'OIL-5W30', quantityThousandths: 4500 };
const filter = { lineId: LINE_B, partNumber: '06L115562', quantityThousandths: 1000 };

function lineOf(reservation: Reservation, lineId = LINE_A): ReservationLine {
  const line = reservation.lines.find(({ id }) => id === lineId);
  if (!line) throw new Error(`no line ${lineId}`);
  return line;
}

function drawn(quantityThousandths: number): Reservation {
  const reservation = aFullReservation();
  lineOf(reservation).draw(quantityThousandths);
  reservation.settle();
  return reservation;
}

describe('keeping stock (PRT-5)', () => {
  it('says which line is short, and of how much', () => {
    const reservation = aReservation();
    reservation.keep(lineOf(reservation), 3000);

    const event = reservation.announce();

    expect(event).toBeInstanceOf(PartsShort);
    expect(event.lines).toEqual([
      { lineId: LINE_A, partNumber: 'OIL-5W30', requestedThousandths: 4500, reservedThousandths: 3000 },
    ]);
    expect(reservation.status).toBe('short');
  });

  it('says when all is kept', () => {
    const reservation = aReservation();
    reservation.keep(lineOf(reservation), 4500);

    expect(reservation.announce()).toBeInstanceOf(PartsReserved);
    expect(reservation.status).toBe('reserved');
  });

  it('of a booking without parts is done at once', () => {
    expect(aReservation({ purpose: 'appointment', lines: [] }).announce()).toBeInstanceOf(PartsReserved);
  });
});

describe('a visit far ahead (PRT-5)', () => {
  const startsAt = new Date('2026-12-12T01:00:00Z');
  const aBooking = (over = {}) => aReservation({ purpose: 'appointment', startsAt, ...over });
  const aWeekBefore = new Date('2026-12-05T01:00:00Z');

  it('wants its parts softly: nothing is missing, nothing staged, and it becomes hard so many days before', () => {
    const booking = aBooking();
    const event = booking.soften(7, at);

    expect(event).toMatchObject({ becomesHardAt: aWeekBefore.toISOString(), lines: [{ requestedThousandths: 4500 }] });
    expect([booking.status, booking.missingLines, booking.isOpen]).toEqual(['soft', [], true]);
    expect(() => booking.stage('R-1', at)).toThrow(ReservationIsSoft);
    booking.settle();
    expect(booking.status).toBe('soft');
  });

  it.each([
    ['the store has no such terms', aBooking(), null, at],
    ['its visit is as near as they say', aBooking(), 7, aWeekBefore],
    ['it is for a repair order', aReservation(), 7, at],
    ['it needs no parts', aBooking({ lines: [] }), 7, at],
  ])('takes them at once when %s', (_why, reservation, days, now) => {
    expect(reservation.soften(days, now)).toBeUndefined();
    expect(reservation.status).not.toBe('soft');
  });

  it('misses what it wants once it is hard, and becomes so once', () => {
    const booking = aBooking();
    booking.soften(7, at);
    booking.harden();
    expect(booking.announce()).toBeInstanceOf(PartsShort);
    expect(() => booking.harden()).toThrow(ReservationNotSoft);
  });

  it('wants nothing any more when its booking ends', () => {
    const booking = aBooking();
    booking.soften(7, at);
    booking.release('cancelled');
    expect([booking.status, booking.softLines]).toEqual(['released', []]);
    expect(() => booking.harden()).toThrow(ReservationNotSoft);
  });
});

describe('staging (PRT-5)', () => {
  it('names the shelf', () => {
    const reservation = aFullReservation();
    expect(reservation.stage('R-12', at)).toMatchObject({ shelf: 'R-12', stagedAt: at.toISOString() });
    expect(reservation).toMatchObject({ status: 'staged', shelf: 'R-12', stagedAt: at });
  });

  it('is refused while something is missing', () => {
    const reservation = aReservation();
    expect(() => reservation.stage('R-12', at)).toThrow(PartsStillShort);
    expect(reservation.status).toBe('short');
  });

  it('is undone by more that is kept in the bin', () => {
    const reservation = aFullReservation();
    reservation.stage('R-12', at);
    reservation.approve([oil, filter]);
    reservation.keep(lineOf(reservation, LINE_B), 1000);
    reservation.announce();
    expect(reservation.status).toBe('reserved');
  });

  it.each(['released', 'completed', 'drawn'] as const)('is refused when the reservation is %s', (status) => {
    const reservation = Object.assign(aFullReservation(), { status });
    expect(() => reservation.stage('R-12', at)).toThrow(ReservationNotOpen);
  });
});

describe('what may be issued on a line (P5)', () => {
  it.each([
    [1500, 3000, undefined],
    [1500, 3001, MoreThanApproved],
    [4500, 1, MoreThanApproved],
  ])('with %i of 4500 drawn, %i more: %p', (before, more, refusal) => {
    const check = () => lineOf(drawn(before)).checkIssue(more);
    if (refusal) expect(check).toThrow(refusal);
    else expect(check).not.toThrow();
  });

  it('is nothing once the line is closed', () => {
    const reservation = drawn(1500);
    reservation.closeLines([lineOf(reservation)]);
    expect(() => lineOf(reservation).checkIssue(1)).toThrow(LineClosed);
  });

  it('is nothing on a strange line or a completed order', () => {
    const reservation = drawn(1500);
    expect(() => reservation.openOrderLine(LINE_B)).toThrow(LineNotAuthorized);
    reservation.complete();
    expect(() => reservation.openOrderLine(LINE_A)).toThrow(RepairOrderIsCompleted);
  });

  it('ends with everything drawn', () => {
    expect(drawn(4500).status).toBe('drawn');
  });
});

describe('a newer version of the order', () => {
  it('adds its lines to those that are there', () => {
    const reservation = aFullReservation();
    reservation.approve([oil, filter]);
    expect(reservation.announce()).toBeInstanceOf(PartsShort);
    expect(reservation.missingLines.map(({ id }) => id)).toEqual([LINE_B]);
  });

  it('leaves what was drawn approved: it comes back by a return only', () => {
    const reservation = drawn(3000);
    const { overfull } = reservation.approve([{ ...oil, quantityThousandths: 1000 }]);
    expect(overfull).toEqual([lineOf(reservation)]);
    expect(lineOf(reservation).requestedThousandths).toBe(3000);
  });

  it('names the lines that it no longer has', () => {
    const reservation = aFullReservation();
    const { dropped } = reservation.approve([filter]);
    expect(dropped.map(({ id }) => id)).toEqual([LINE_A]);
  });

  it('does not open a closed line again', () => {
    const reservation = drawn(1500);
    reservation.closeLines([lineOf(reservation)]);
    reservation.approve([oil]);
    expect(reservation.missingLines).toEqual([]);
  });
});

describe('the end of a reservation', () => {
  it('frees what it keeps, and says so once', () => {
    const reservation = aFullReservation();
    expect(reservation.release('cancelled')).toMatchObject({ reason: 'cancelled' });
    expect(reservation.release('cancelled')).toBeUndefined();
    expect(reservation.keepingLines).toEqual([]);
  });

  it('of closed lines says what the car got', () => {
    const reservation = drawn(1500);
    expect(reservation.closeLines(reservation.lines)?.lines).toEqual([
      { lineId: LINE_A, partNumber: 'OIL-5W30', netIssuedThousandths: 1500 },
    ]);
  });

  it('with the order closes what was not drawn, and is silent when all was', () => {
    expect(drawn(1500).complete()).toMatchObject([
      { lines: [{ lineId: LINE_A, netIssuedThousandths: 1500 }] },
      { lines: [{ lineId: LINE_A, netIssuedThousandths: 1500 }] },
    ]);
    expect(drawn(4500).complete()).toMatchObject([
      undefined,
      { lines: [{ lineId: LINE_A, netIssuedThousandths: 4500 }] },
    ]);
  });
});

describe("a manager's override (PRT-5)", () => {
  it('leaves the reservation short of what was taken from it', () => {
    const reservation = aFullReservation();
    expect(reservation.override([LINE_A])).toBeInstanceOf(PartsShort);
    expect(reservation).toMatchObject({ status: 'short', keepingLines: [] });
  });

  it('is refused for lines that keep nothing, and takes nothing then', () => {
    const reservation = aFullReservation();
    expect(() => reservation.override([LINE_A, LINE_B])).toThrow(LineNotReserved);
    expect(lineOf(reservation).reservedThousandths).toBe(4500);
  });
});

describe('a pick (WKS-9)', () => {
  const pick = { jobId: LINE_B, technicianId: 'wu.technician', at };

  it('asks for no more than may still be drawn, and falls with each issue', () => {
    const line = lineOf(drawn(3000));
    line.requestPick({ ...pick, quantityThousandths: 4500 });
    expect(line.toPickThousandths).toBe(1500);
    line.draw(1000);
    expect(line.toPickThousandths).toBe(500);
  });

  it('of a closed line is empty', () => {
    const reservation = drawn(3000);
    reservation.closeLines(reservation.lines);
    lineOf(reservation).requestPick({ ...pick, quantityThousandths: 1000 });
    expect(lineOf(reservation).toPickThousandths).toBe(0);
  });
});
