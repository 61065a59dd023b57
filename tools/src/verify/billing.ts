import { SELF_CHECKS } from '@pitlane/billing/self-checks';
import { type Invariant, inBook } from './invariant.js';
import { selfChecked } from './self-checks.js';

const DONE_ISSUES = `FROM inbox WHERE status = 'done' AND type IN ('parts.issue.issued.v1', 'parts.issue.returned.v1')`;
const COMPLETED = `FROM inbox WHERE status = 'done' AND type = 'workshop.repair-order.completed.v1'`;

export const BILLING: readonly Invariant[] = [
  ...selfChecked('billing', SELF_CHECKS),
  ...inBook('billing', [
    {
      id: 'B2',
      says: 'a settlement is its quote plus the differences that it names, and none passes that nobody approved',
      counts: 'SELECT count(*) FROM settlement',
      violations: `
      SELECT settlement.id AS settlement FROM settlement LEFT JOIN quote ON quote.id = quote_id
      WHERE quoted_total_fen IS DISTINCT FROM quote.total_fen
        OR settlement.total_fen - quoted_total_fen <> (
          SELECT coalesce(sum((difference ->> 'settledFen')::bigint - (difference ->> 'quotedFen')::bigint), 0)
          FROM jsonb_array_elements(differences) AS difference)
        OR (settlement.status IN ('ready', 'issued', 'paid') AND differences <> '[]' AND approved_by IS NULL)`,
    },
    {
      id: 'B3',
      says: 'a repair order has one settlement',
      counts: 'SELECT count(*) FROM settlement',
      violations: `
      SELECT repair_order_id AS "repairOrder" FROM settlement GROUP BY store_id, repair_order_id HAVING count(*) > 1`,
    },
    {
      id: 'B3',
      says: 'settlement numbers of a store and year are 1, 2, 3 … without gap or repetition, as far as its counter',
      counts: 'SELECT count(*) FROM settlement WHERE number IS NOT NULL',
      violations: `
      WITH numbered AS (
        SELECT store_id, substring(number FROM '(JS-[0-9]+)-[0-9]+$') AS series, substring(number FROM '[0-9]+$')::int AS count
        FROM settlement WHERE number IS NOT NULL),
      used AS (
        SELECT store_id, series, count(*) AS numbers, count(DISTINCT count) AS distinct_numbers, max(count) AS highest
        FROM numbered GROUP BY store_id, series),
      counted AS (SELECT * FROM counter WHERE series LIKE 'JS-%')
      SELECT store_id AS store, series FROM used FULL JOIN counted USING (store_id, series)
      WHERE (numbers, distinct_numbers, highest) IS DISTINCT FROM (last_number, last_number, last_number)`,
    },
    {
      id: 'B4',
      says: 'a settlement has been paid what was captured less refunded, at most its share; it is paid exactly when that is all',
      counts: 'SELECT count(*) FROM settlement',
      violations: `
      SELECT settlement.id AS settlement FROM settlement LEFT JOIN (
        SELECT settlement_id, count(*) AS payments, sum(amount_fen - refunded_fen) FILTER (WHERE status = 'captured') AS paid
        FROM payment GROUP BY settlement_id) money ON money.settlement_id = settlement.id
      WHERE paid_fen <> coalesce(paid, 0) OR paid_fen > customer_share_fen
        OR (status = 'paid') <> (number IS NOT NULL AND paid_fen = customer_share_fen)
        OR (number IS NULL AND payments > 0)`,
    },
    {
      id: 'B4',
      says: 'a payment has been refunded what its refunds say, at most its amount',
      counts: 'SELECT count(*) FROM payment',
      violations: `
      SELECT payment.id AS payment FROM payment LEFT JOIN (
        SELECT payment_id, sum(amount_fen) AS refunded FROM refund WHERE status = 'refunded' GROUP BY payment_id) back
        ON back.payment_id = payment.id
      WHERE refunded_fen <> coalesce(refunded, 0) OR refunded_fen > amount_fen`,
    },
    {
      id: 'B4',
      says: 'what a gateway took and gave back is what is booked of it: no refund reaches a customer twice',
      counts: `SELECT (SELECT count(*) FROM simulated_order) + (SELECT count(*) FROM simulated_refund)`,
      violations: `
      SELECT payment.id AS payment FROM payment LEFT JOIN simulated_order taken ON taken.payment_id = payment.id
      WHERE method IN ('wechat-pay', 'alipay') AND payment.status IN ('captured', 'surplus')
        AND (gateway_transaction_id, payment.amount_fen) IS DISTINCT FROM (taken.transaction_id, taken.amount_fen)
      UNION ALL
      SELECT payment_id FROM (
        SELECT payment_id, sum(amount_fen) AS given FROM simulated_refund GROUP BY payment_id) given
      FULL JOIN (
        SELECT payment_id, sum(refund.amount_fen) FILTER (WHERE refund.status = 'refunded') AS booked,
          sum(refund.amount_fen) FILTER (WHERE refund.status IN ('sending', 'refunded')) AS most
        FROM refund JOIN payment ON payment.id = payment_id WHERE method IN ('wechat-pay', 'alipay')
        GROUP BY payment_id) said USING (payment_id)
      WHERE coalesce(given, 0) NOT BETWEEN coalesce(booked, 0) AND coalesce(most, 0)`,
    },
    {
      id: 'B4',
      says: 'money that arrived is said once',
      counts: `SELECT count(*) FROM outbox WHERE payload ->> 'type' = 'billing.settlement.payment-received.v1'`,
      violations: `
      SELECT payload -> 'data' ->> 'paymentId' AS payment FROM outbox
      WHERE payload ->> 'type' = 'billing.settlement.payment-received.v1' GROUP BY 1 HAVING count(*) > 1`,
    },
    {
      id: 'X4',
      says: 'billing: each issue and return is noted line by line, each completed order has one settlement',
      counts: `SELECT (SELECT count(*) ${DONE_ISSUES}) + (SELECT count(*) ${COMPLETED})`,
      violations: `
      SELECT event_id AS event ${DONE_ISSUES} AND json_array_length(payload -> 'data' -> 'lines') <> (
        SELECT count(*) FROM known_issue_line
        WHERE document_id = coalesce(payload -> 'data' ->> 'returnId', payload -> 'data' ->> 'issueId')::uuid)
      UNION ALL
      SELECT event_id ${COMPLETED} AND 1 <> (
        SELECT count(*) FROM settlement WHERE store_id = inbox.store_id AND repair_order_id = aggregate_id)`,
    },
  ]),
];
