import { multiplyDivide } from '@pitlane/kernel';

export const FIGURES = [
  'booking-rate', 'call-booking-rate', 'no-show-rate', 'kept-promise-rate', 'lead-time', 'capacity-use',
] as const; // prettier-ignore
export type FigureName = (typeof FIGURES)[number];

export const FIGURE_UNITS = ['basis-points', 'minutes'] as const;
export type FigureUnit = (typeof FIGURE_UNITS)[number];

/** What a store's figures of a period are made of. */
export interface BookingAmounts {
  /** Repair orders opened in the period, and those of them whose car came by appointment. */
  readonly openedOrders: number;
  readonly bookedOrders: number;
  /** Bookings made in the period, how long ahead of their starts all together, and those of them by phone. */
  readonly bookings: number;
  readonly leadMinutes: number;
  readonly phoneBookings: number;
  /** Calls of the period that were kept as a phone diagnosis: resolved on the phone, or left for later. */
  readonly phoneDiagnoses: number;
  /** Visits that should have begun in the period: to which somebody came, and to which nobody did. */
  readonly arrived: number;
  readonly missed: number;
  /** Of the same, those whose promise was kept, and those whose promise was broken (APT-10). */
  readonly kept: number;
  readonly broken: number;
  /** Slots of the period, one for each visit that shares it: what may be booked, and what is. */
  readonly bookableSlots: number;
  readonly takenSlots: number;
}

export interface Figure {
  readonly figure: FigureName;
  readonly unit: FigureUnit;
  /** Null where it would be a quotient by nothing. */
  readonly value: number | null;
  readonly part: number;
  readonly whole: number;
  /** What it is, in words. */
  readonly definition: string;
}

interface Definition {
  readonly unit: FigureUnit;
  readonly definition: string;
  readonly of: (amounts: BookingAmounts) => readonly [part: number, whole: number];
}

const DEFINITIONS: Readonly<Record<FigureName, Definition>> = {
  'booking-rate': {
    unit: 'basis-points',
    definition:
      'Repair orders opened in the period whose car came by appointment, divided by all of them: the rest are walk-ins.',
    of: ({ bookedOrders, openedOrders }) => [bookedOrders, openedOrders],
  },
  'call-booking-rate': {
    unit: 'basis-points',
    definition:
      'Bookings made by phone in the period, divided by these and the phone diagnoses of the period, which led to none at the time of the call.',
    of: ({ phoneBookings, phoneDiagnoses }) => [phoneBookings, phoneBookings + phoneDiagnoses],
  },
  'no-show-rate': {
    unit: 'basis-points',
    definition:
      'Visits that should have begun in the period and to which nobody came, divided by these and those to which somebody did. Cancelled ones are left out.',
    of: ({ arrived, missed }) => [missed, arrived + missed],
  },
  'kept-promise-rate': {
    unit: 'basis-points',
    definition:
      'Visits that should have begun in the period whose promise was kept, divided by these and those whose promise was broken: something due was missing when the customer came, or the store took the time back without notice.',
    of: ({ kept, broken }) => [kept, kept + broken],
  },
  'lead-time': {
    unit: 'minutes',
    definition: 'Mean time from the booking to the agreed start, of the bookings made in the period.',
    of: ({ leadMinutes, bookings }) => [leadMinutes, bookings],
  },
  'capacity-use': {
    unit: 'basis-points',
    definition:
      'Slots that visits take, divided by those of the opening hours of the period that may be booked: the bookable share of the bays that the store has now.',
    of: ({ takenSlots, bookableSlots }) => [takenSlots, bookableSlots],
  },
};

const TIMES: Readonly<Record<FigureUnit, number>> = { 'basis-points': 10_000, minutes: 1 };

/** The figures of a period, each rounded half up, with what it is made of and its definition (APT-14). */
export const figuresOf = (amounts: BookingAmounts): Figure[] =>
  FIGURES.map((figure) => {
    const { unit, definition, of } = DEFINITIONS[figure];
    const [part, whole] = of(amounts);
    return { figure, unit, value: quotient(part, whole, TIMES[unit]), part, whole, definition };
  });

/** Of several stores: the amounts are added up, never the quotients. */
export const together = (all: readonly BookingAmounts[]): BookingAmounts => ({
  openedOrders: sum(all, 'openedOrders'),
  bookedOrders: sum(all, 'bookedOrders'),
  bookings: sum(all, 'bookings'),
  leadMinutes: sum(all, 'leadMinutes'),
  phoneBookings: sum(all, 'phoneBookings'),
  phoneDiagnoses: sum(all, 'phoneDiagnoses'),
  arrived: sum(all, 'arrived'),
  missed: sum(all, 'missed'),
  kept: sum(all, 'kept'),
  broken: sum(all, 'broken'),
  bookableSlots: sum(all, 'bookableSlots'),
  takenSlots: sum(all, 'takenSlots'),
});

const sum = (all: readonly BookingAmounts[], key: keyof BookingAmounts): number =>
  all.reduce((total, amounts) => total + amounts[key], 0);

export const quotient = (part: number, whole: number, times: number): number | null =>
  whole === 0 ? null : multiplyDivide(part, times, whole);
