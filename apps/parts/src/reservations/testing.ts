import { Reservation } from './reservation.entity.js';
import type { ReservationFacts } from './reservation-facts.js';

export const LINE_A = '0198f000-0000-7000-8000-00000000001a';
export const LINE_B = '0198f000-0000-7000-8000-00000000001b';

/** A reservation of a repair order with one line of 4.5 l; it keeps nothing yet. */
export function aReservation(over: Partial<ReservationFacts> = {}): Reservation {
  return Reservation.open({
    id: '0198f000-0000-7000-8000-000000000001',
    storeId: 'SH001',
    purpose: 'repair-order',
    purposeId: '0198f000-0000-7000-8000-000000000002',
    lines: [{ lineId: LINE_A, partNumber: 'OIL-5W30', quantityThousandths: 4500 }],
    ...over,
  });
}

/** The same with everything kept. */
export function aFullReservation(over: Partial<ReservationFacts> = {}): Reservation {
  const reservation = aReservation(over);
  for (const line of reservation.missingLines) reservation.keep(line, line.missingThousandths);
  reservation.announce();
  return reservation;
}
