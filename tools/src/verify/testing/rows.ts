import type { ServiceName } from '@pitlane/contracts';
import { uuidv7 } from 'uuidv7';
import type { Planted } from './test-books.js';

/** Of something that began long before the oldest event that an outbox still keeps. */
export const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
export const ORDER = id(1);
export const JOB = id(2);
export const OTHER = id(3);
export const LINE = id(4);
export const LOT = id(5);
export const PART = id(6);
export const EVENT = id(7);
export const SETTLEMENT = id(8);
/** Of something that began just now. */
export const YOUNG = uuidv7();

export const NINE = '2026-11-23T01:00:00Z';
export const TEN = '2026-11-23T02:00:00Z';
export const ELEVEN = '2026-11-23T03:00:00Z';

export const visit = (appointment: string, facts: Record<string, unknown> = {}): Planted => [
  'appointments',
  'appointment',
  { id: appointment, store_id: 'SH001', status: 'booked', starts_at: NINE, ends_at: TEN, slot_minutes: 60, ...facts },
];

export const history = (from: string | null, to: string): Planted => [
  'appointments',
  'status_change',
  { appointment_id: ORDER, from_status: from, to_status: to },
];

/** Of one courtesy car, from nine to ten, for the visit of the same number. */
export const loan = (number: number, facts: Record<string, unknown> = {}): Planted => [
  'appointments',
  'courtesy_loan',
  {
    ...{ id: id(number), store_id: 'SH001', status: 'reserved', appointment_id: id(number), courtesy_car_id: PART },
    ...{ kept_from: NINE, kept_until: TEN, ...facts },
  },
];

/** From nine to ten, given back if nobody decides until then. */
export const hold = (facts: Record<string, unknown> = {}): Planted => [
  'appointments',
  'slot_hold',
  {
    ...{ id: OTHER, store_id: 'SH001', status: 'held', starts_at: NINE, ends_at: TEN, slot_minutes: 60 },
    ...{ held_at: NINE, expires_at: NINE, ...facts },
  },
];

/** Of one driver, from nine to ten, for the visit of the same number. */
export const ride = (number: number, facts: Record<string, unknown> = {}): Planted => [
  'appointments',
  'ride',
  {
    ...{ id: id(number), store_id: 'SH001', status: 'planned', kind: 'fetch', appointment_id: id(number) },
    ...{ driver_id: 'gu.driver', kept_from: NINE, kept_until: TEN, ...facts },
  },
];

export const slot = (facts: Record<string, unknown>): Planted => [
  'appointments',
  'slot',
  { store_id: 'SH001', starts_at: NINE, ...facts },
];

export const order = (status: string, facts: Record<string, unknown> = {}): Planted => [
  'workshop',
  'repair_order',
  { id: ORDER, store_id: 'SH001', status, event_version: 0, ...facts },
];

export const job = (status: string, facts: Record<string, unknown> = {}): Planted => [
  'workshop',
  'job',
  { id: JOB, store_id: 'SH001', repair_order_id: ORDER, status, inspection_round: 1, ...facts },
];

export const inspection = (kind: string, result: string, inspector: string): Planted => [
  'workshop',
  'inspection',
  { repair_order_id: ORDER, job_id: JOB, round: 1, kind, result, inspector_id: inspector, inspected_at: TEN },
];

interface Clocking {
  startedAt: string;
  /** Null while it runs. */
  endedAt: string | null;
  jobId?: string;
}

export const clocked = (segmentId: string, { startedAt, endedAt, jobId = JOB }: Clocking): Planted => {
  const work = { repair_order_id: ORDER, job_id: jobId, technician_id: 'wu' };
  const times = { started_at: startedAt, ended_at: endedAt, end_reason: endedAt && 'off' };
  return ['workshop', 'clock_segment', { id: segmentId, ...work, ...times }];
};

export const lot = (facts: Record<string, number>): Planted => ['parts', 'lot', { id: LOT, part_id: PART, ...facts }];

export const moved = (lotId: string, kind: string, deltas: Record<string, unknown>): Planted => [
  'parts',
  'movement',
  { lot_id: lotId, kind, ...deltas },
];

export const reservation = (status: string, facts: Record<string, unknown> = {}): Planted => [
  'parts',
  'reservation',
  { id: OTHER, store_id: 'SH001', purpose: 'repair-order', purpose_id: ORDER, status, event_version: 0, ...facts },
];

/** Of 1.000, of which nothing is kept or issued. */
export const reservedLine = (facts: Record<string, unknown>): Planted => {
  const quantities = { requested_thousandths: 1000, reserved_thousandths: 0, issued_thousandths: 0 };
  return ['parts', 'reservation_line', { id: LINE, reservation_id: OTHER, ...quantities, ...facts }];
};

/** An issue of 1.000 to the order, of which nothing came back. */
export const issued = (facts: Record<string, unknown> = {}): Planted[] => [
  ['parts', 'issue', { id: EVENT, repair_order_id: ORDER, event_version: 0 }],
  ['parts', 'issue_line', { id: JOB, issue_id: EVENT, line_id: LINE }],
  [
    'parts',
    'issue_lot',
    { issue_line_id: JOB, lot_id: LOT, quantity_thousandths: 1000, returned_thousandths: 0, ...facts },
  ],
];

/** Of 10.00 yuan, all for the customer, of which nothing is paid. */
export const settlement = (status: string, facts: Record<string, unknown> = {}): Planted => {
  const about = { id: SETTLEMENT, store_id: 'SH001', repair_order_id: ORDER, quote_id: OTHER, event_version: 0 };
  const amounts = { quoted_total_fen: 1000, total_fen: 1000, tax_fen: 0, customer_share_fen: 1000, paid_fen: 0 };
  return ['billing', 'settlement', { ...about, ...amounts, number: 'SH001-JS-2026-000001', status, ...facts }];
};

/** Of the settlement, issued at nine. */
export const exitPass = (facts: Record<string, unknown> = {}): Planted => {
  const about = { id: LOT, settlement_id: SETTLEMENT, repair_order_id: ORDER, event_version: 0, issued_at: NINE };
  return ['billing', 'exit_pass', { ...about, ...facts }];
};

/** The order was delivered at ten, on that pass. */
export const deliveredOnPass = (): Planted =>
  order('delivered', { handover: JSON.stringify({ exitPassId: LOT }), status_changed_at: TEN });

/** The settlement is open again: all that was paid went back. */
export const paidBack = (at: string): Planted[] => [
  settlement('issued'),
  ['billing', 'payment', { id: OTHER, settlement_id: SETTLEMENT, status: 'captured', refunded_fen: 1000 }],
  ['billing', 'refund', { payment_id: OTHER, status: 'refunded', amount_fen: 1000, refunded_at: at }],
];

export const settledLine = (facts: Record<string, unknown>): Planted => {
  const amounts = { amount_fen: 1000, tax_fen: 0, pay_type: 'customer' };
  return [
    'billing',
    'settlement_line',
    { settlement_id: SETTLEMENT, line_id: LINE, kind: 'labor', ...amounts, ...facts },
  ];
};

/** An event in the inbox of a service, handled. */
export function heard(
  service: ServiceName,
  type: string,
  { data = {}, ...facts }: Record<string, unknown> = {},
): Planted {
  const payload = JSON.stringify({ storeid: 'SH001', data });
  const source = `/pitlane/${type.split('.')[0] ?? ''}`;
  const event = {
    event_id: EVENT,
    store_id: 'SH001',
    source,
    type,
    payload,
    aggregate_id: ORDER,
    aggregate_version: 1,
  };
  return [service, 'inbox', { consumer: service, ...event, status: 'done', done_seq: 1, ...facts }];
}

/** A published event in the outbox of a service. */
export function said(service: ServiceName, facts: Record<string, unknown> = {}): Planted {
  const payload = JSON.stringify({ storeid: 'SH001' });
  const event = { event_id: EVENT, store_id: 'SH001', subject: 'evt.any.SH001.any.thing.v1', payload };
  const aggregate = { aggregate_type: 'any', aggregate_id: ORDER, aggregate_version: 1 };
  return [service, 'outbox', { ...event, ...aggregate, published_at: NINE, ...facts }];
}
