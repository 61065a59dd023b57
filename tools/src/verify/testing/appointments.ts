import type { Corruption } from './corruption.js';
import { hold, id, loan, ride, ORDER, OTHER, PART, NINE, TEN, ELEVEN, visit, history, slot } from './rows.js';

export const APPOINTMENTS: Corruption[] = [
  {
    id: 'A1',
    what: 'two visits in a slot for one',
    planted: [visit(ORDER), visit(OTHER, { status: 'arrived' }), slot({ capacity: 1, booked: 2 })],
    names: { store: 'SH001', visits: 2, capacity: 1 },
  },
  {
    id: 'A2',
    what: 'a slot that still counts a cancelled visit',
    planted: [visit(ORDER, { status: 'cancelled' }), slot({ capacity: 5, booked: 1 })],
    names: { booked: 1, visits: 0 },
  },
  {
    id: 'A2',
    what: 'a slot that does not count a hold',
    planted: [visit(ORDER), hold(), slot({ capacity: 5, booked: 1 })],
    names: { booked: 1, visits: 2 },
  },
  {
    id: 'A2',
    what: 'a seat of the lounge that a cancelled visit still has',
    planted: [
      visit(ORDER, { status: 'cancelled', lounge_seat: true }),
      ['appointments', 'lounge_slot', { store_id: 'SH001', starts_at: NINE, seats: 5, waiting: 1 }],
    ],
    names: { waiting: 1, customers: 0 },
  },
  {
    id: 'A2',
    what: 'a visit for whose second hour there is no slot',
    planted: [visit(ORDER, { ends_at: ELEVEN }), slot({ capacity: 5, booked: 1 })],
    names: { appointment: ORDER },
  },
  {
    id: 'A3',
    what: 'a bay that is booked twice',
    planted: [1, 2].map((n) => [
      'appointments',
      'allocation',
      {
        id: id(n),
        resource_kind: 'bay',
        resource_id: 'bay',
        active: true,
        starts_at: NINE,
        ends_at: n === 1 ? ELEVEN : TEN,
      },
    ]),
    names: { allocation: id(1), other: id(2) },
  },
  {
    id: 'A3',
    what: 'a bay that is held for longer than the visit',
    planted: [
      visit(ORDER),
      [
        'appointments',
        'allocation',
        { id: OTHER, appointment_id: ORDER, active: true, resource_kind: 'bay', starts_at: NINE, ends_at: ELEVEN },
      ],
    ],
    names: { appointment: ORDER, allocation: OTHER },
  },
  {
    id: 'A2',
    what: 'a slot of closed hours that a visit over night does not name',
    planted: [
      visit(ORDER, { ends_at: ELEVEN, overnight_slots: [NINE] }),
      slot({ capacity: 5, booked: 1 }),
      slot({ starts_at: TEN, capacity: 5, booked: 1 }),
    ],
    names: { booked: 1, visits: 0 },
  },
  {
    id: 'A3',
    what: 'a missed visit that still holds its bay',
    planted: [
      visit(ORDER, { status: 'no-show' }),
      ['appointments', 'allocation', { id: OTHER, appointment_id: ORDER, active: true }],
    ],
    names: { appointment: ORDER, allocation: OTHER },
  },
  {
    id: 'A3',
    what: 'a visit that was moved and holds nothing at the new time',
    planted: [
      visit(ORDER),
      ['appointments', 'allocation', { id: OTHER, appointment_id: ORDER, active: false, resource_kind: 'bay' }],
    ],
    names: { appointment: ORDER },
  },
  {
    id: 'A3',
    what: 'a hold that was released and still has its bay',
    planted: [
      hold({ status: 'released' }),
      ['appointments', 'allocation', { id: ORDER, slot_hold_id: OTHER, active: true }],
    ],
    names: { hold: OTHER, allocation: ORDER },
  },
  {
    id: 'A3',
    what: 'a hold that nobody gave back when it expired',
    planted: [hold(), ['appointments', 'status_change', { at: TEN }]],
    names: { hold: OTHER },
  },
  {
    id: 'A3',
    what: 'an offer that was declined and whose time is still held',
    planted: [hold(), ['appointments', 'waitlist_offer', { id: ORDER, slot_hold_id: OTHER, outcome: 'declined' }]],
    names: { offer: ORDER, hold: OTHER },
  },
  {
    id: 'A3',
    what: 'a courtesy car that is promised twice',
    planted: [
      loan(1),
      loan(2, { kept_from: TEN, kept_until: ELEVEN }),
      loan(3, { kept_from: NINE, kept_until: ELEVEN }),
    ],
    names: { car: PART, loan: id(1), other: id(3) },
  },
  {
    id: 'A3',
    what: 'a courtesy car that went out before it was back',
    planted: [
      loan(1, { status: 'returned', handed_out_at: NINE, returned_at: ELEVEN }),
      loan(2, { status: 'out', kept_from: TEN, kept_until: ELEVEN, handed_out_at: TEN }),
    ],
    names: { car: PART, loan: id(1), other: id(2) },
  },
  {
    id: 'A3',
    what: 'a cancelled visit that still keeps a courtesy car',
    planted: [visit(ORDER, { status: 'cancelled' }), loan(1)],
    names: { appointment: ORDER, loan: id(1) },
  },
  {
    id: 'A3',
    what: 'a driver who is promised twice',
    planted: [
      ...[1, 2, 3].map((number) => visit(id(number))),
      ride(1),
      ride(2, { kept_from: TEN, kept_until: ELEVEN }),
      ride(3, { kept_from: NINE, kept_until: TEN, status: 'under-way', set_out_at: NINE }),
    ],
    names: { appointment: id(1), ride: id(1) },
  },
  {
    id: 'A3',
    what: 'a driver who set out before they were back',
    planted: [
      ...[1, 2].map((number) => visit(id(number), { status: 'arrived' })),
      ride(1, { status: 'done', set_out_at: NINE, done_at: ELEVEN }),
      ride(2, { status: 'under-way', kept_from: TEN, kept_until: ELEVEN, set_out_at: TEN }),
    ],
    names: { appointment: id(2), ride: id(2) },
  },
  {
    id: 'A3',
    what: 'a missed visit for which a driver is still kept',
    planted: [visit(ORDER, { status: 'no-show' }), ride(1)],
    names: { appointment: ORDER, ride: id(1), status: 'no-show' },
  },
  {
    id: 'A4',
    what: 'an arrived customer without a repair order',
    planted: [visit(ORDER, { status: 'arrived' })],
    names: { id: ORDER, appointments: 'received', workshop: 'nothing' },
  },
  {
    id: 'A5',
    what: 'an appointment that was cancelled and then arrived',
    planted: [
      visit(ORDER, { status: 'arrived' }),
      history(null, 'booked'),
      history('booked', 'cancelled'),
      history('cancelled', 'arrived'),
    ],
    names: { appointment: ORDER },
  },
];
