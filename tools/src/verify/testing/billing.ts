import type { Corruption } from './corruption.js';
import {
  EVENT,
  deliveredOnPass,
  exitPass,
  heard,
  issued,
  ORDER,
  OTHER,
  LINE,
  LOT,
  NINE,
  SETTLEMENT,
  order,
  paidBack,
  job,
  said,
  settlement,
  settledLine,
} from './rows.js';

export const BILLING: Corruption[] = [
  {
    id: 'B1',
    what: 'a settlement that is a fen dearer than its lines',
    planted: [settlement('issued', { total_fen: 1001 }), settledLine({})],
    names: { settlement: SETTLEMENT },
  },
  {
    id: 'B1',
    what: 'a quote with less tax than its lines',
    planted: [
      ['billing', 'quote', { id: OTHER, total_fen: 1000, tax_fen: 0, customer_share_fen: 1000 }],
      ['billing', 'quote_line', { quote_id: OTHER, amount_fen: 1000, tax_fen: 115, pay_type: 'customer' }],
    ],
    names: { quote: OTHER },
  },
  {
    id: 'B2',
    what: 'a settlement that departs from its quote without saying where',
    planted: [settlement('issued'), ['billing', 'quote', { id: OTHER, total_fen: 900 }]],
    names: { settlement: SETTLEMENT },
  },
  {
    id: 'B2',
    what: 'a done job that is not billed',
    planted: [order('completed'), job('done', { labor_line_id: LINE, flat_rate_hundredths: 150 })],
    names: { id: `${ORDER}/${LINE}`, done: 'labor 150', billed: 'nothing' },
  },
  {
    id: 'B2',
    what: 'more billed than was drawn',
    planted: [
      order('completed'),
      ...issued({ returned_thousandths: 400 }),
      settlement('issued'),
      settledLine({ kind: 'part', quantity: 1000 }),
    ],
    names: { id: `${ORDER}/${LINE}`, done: 'part 600', billed: 'part 1000' },
  },
  {
    id: 'B2',
    what: 'a cancelled order that kept what it drew',
    planted: [order('cancelled'), ...issued()],
    names: { id: `${ORDER}/${LINE}`, done: 'part 1000', billed: 'nothing' },
  },
  {
    id: 'B2',
    what: 'a line for the customer that the insurer pays',
    planted: [
      order('completed'),
      job('done', { labor_line_id: LINE, flat_rate_hundredths: 150, pay_type: 'insurance' }),
      settlement('issued'),
      settledLine({ quantity: 150 }),
    ],
    names: { id: LINE, agreed: 'insurance', billed: 'customer' },
  },
  {
    id: 'B4',
    what: 'a refund that reached the customer twice',
    planted: [
      [
        'billing',
        'payment',
        { id: OTHER, settlement_id: SETTLEMENT, method: 'alipay', amount_fen: 1000, refunded_fen: 400 },
      ],
      ['billing', 'refund', { id: LINE, payment_id: OTHER, amount_fen: 400, status: 'refunded' }],
      ['billing', 'simulated_refund', { idempotency_key: LINE, payment_id: OTHER, amount_fen: 400 }],
      ['billing', 'simulated_refund', { idempotency_key: LOT, payment_id: OTHER, amount_fen: 400 }],
    ],
    names: { payment: OTHER },
  },
  {
    id: 'B4',
    what: 'more booked than the gateway took',
    planted: [
      [
        'billing',
        'payment',
        {
          ...{ id: OTHER, settlement_id: SETTLEMENT, method: 'alipay', amount_fen: 1000, refunded_fen: 0 },
          ...{ status: 'surplus', gateway_transaction_id: 'T' },
        },
      ],
      ['billing', 'simulated_order', { payment_id: OTHER, amount_fen: 900, transaction_id: 'T' }],
    ],
    names: { payment: OTHER },
  },
  {
    id: 'B3',
    what: 'a settlement number that nobody got',
    planted: [
      settlement('issued', { number: 'SH001-JS-2026-000002' }),
      ['billing', 'counter', { store_id: 'SH001', series: 'JS-2026', last_number: 2 }],
    ],
    names: { store: 'SH001', series: 'JS-2026' },
  },
  {
    id: 'B3',
    what: 'two settlements of one order',
    planted: [settlement('draft'), settlement('draft', { id: OTHER })],
    names: { repairOrder: ORDER },
  },
  {
    id: 'B4',
    what: 'a paid settlement without a payment',
    planted: [settlement('paid', { paid_fen: 1000 })],
    names: { settlement: SETTLEMENT },
  },
  {
    id: 'B4',
    what: 'a payment that no refund took back',
    planted: [['billing', 'payment', { id: OTHER, amount_fen: 1000, refunded_fen: 300 }]],
    names: { payment: OTHER },
  },
  {
    id: 'B4',
    what: 'a payment that was said twice',
    planted: [EVENT, OTHER].map((eventId, index) => {
      const payload = { storeid: 'SH001', type: 'billing.settlement.payment-received.v1', data: { paymentId: LOT } };
      return said('billing', { event_id: eventId, aggregate_version: index + 1, payload: JSON.stringify(payload) });
    }),
    names: { payment: LOT },
  },
  {
    id: 'B5',
    what: 'a car that left unpaid',
    planted: [deliveredOnPass(), settlement('issued'), exitPass()],
    names: { repairOrder: ORDER, exitPass: LOT },
  },
  {
    id: 'B5',
    what: 'a car that left on its pass when the money had gone back',
    planted: [deliveredOnPass(), ...paidBack(NINE), exitPass({ status: 'expired' })],
    names: { repairOrder: ORDER, exitPass: LOT },
  },
  {
    id: 'B2',
    what: 'a settlement that starts from a quote nobody signed',
    planted: [
      order('completed', { authorized_version: 2 }),
      [
        'workshop',
        'quote_version',
        { repair_order_id: ORDER, repair_order_version: 2, quote_id: LOT, total_fen: 1000, status: 'signed' },
      ],
      settlement('issued'),
    ],
    names: { id: ORDER, workshop: `${LOT} 1000`, billing: `${OTHER} 1000` },
  },
  {
    id: 'X4',
    what: 'an issue of which a line is missing',
    planted: [heard('billing', 'parts.issue.issued.v1', { data: { issueId: LOT, lines: [{}] } })],
    names: { event: EVENT },
  },
];
