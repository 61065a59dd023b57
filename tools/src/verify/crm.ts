import { type Invariant, inBook } from './invariant.js';

/** Handled events of a visit: each has its place in the timeline. */
const OF_VISITS = `
  SELECT event_id AS id FROM inbox WHERE status = 'done' AND split_part(type, '.', 2) IN
    ('appointment', 'repair-order', 'reservation', 'issue', 'quote', 'settlement', 'exit-pass')`;

/** Handled events that customers are told of. A code for a phone is asked for: no event tells of it. */
const TOLD = `
  SELECT event_id AS id FROM inbox WHERE status = 'done' AND type IN (
    'appointments.appointment.booked.v1', 'appointments.appointment.reminded.v1', 'appointments.appointment.advisor-changed.v1',
    'appointments.appointment.cancelled.v1', 'appointments.appointment.no-show.v1', 'appointments.appointment.moved.v1',
    'appointments.waitlist-entry.offered.v1', 'billing.quote.issued.v1', 'billing.settlement.issued.v1', 'billing.settlement.payment-refunded.v1', 'workshop.repair-order.ready.v1',
    'workshop.repair-order.delivered.v1')`;

const TO_ERASED = `
  SELECT notification.id FROM notification JOIN customer ON customer.id = customer_id WHERE erased_at IS NOT NULL`;

/** Reminders that were sent, with what their customer had said last of the channel by then. */
const REMINDERS = `
  SELECT notification.id, notification.channel, said.granted FROM notification JOIN customer ON customer.id = customer_id AND erased_at IS NULL
  LEFT JOIN LATERAL (
    SELECT granted FROM consent_change said
    WHERE said.customer_id = notification.customer_id AND said.channel = notification.channel AND said.changed_at <= notification.sent_at
    ORDER BY changed_at DESC, id DESC LIMIT 1) said ON true
  WHERE template IN ('appointment-reminded', 'appointment-no-show') AND notification.status = 'sent'`;

const CONSENT: Invariant = {
  id: 'C2',
  says: 'crm: a reminder goes by a channel to which its customer agreed when it was sent',
  check: async ({ crm }) => {
    const reminders = await crm.rowsOfAllGroups<{ granted: boolean | null }>(REMINDERS);
    return { checked: reminders.length, violations: reminders.filter(({ granted }) => granted !== true) };
  },
};

const SILENCE: Invariant = {
  id: 'C2',
  says: 'crm: nothing is sent to a customer after their personal data was erased',
  check: async ({ crm }) => ({
    checked: (await crm.rowsOfAllGroups(TO_ERASED)).length,
    violations: await crm.rowsOfAllGroups(`${TO_ERASED} AND sent_at > erased_at`),
  }),
};

export const CRM: readonly Invariant[] = [
  CONSENT,
  SILENCE,
  ...inBook('crm', [
    {
      id: 'X4',
      says: 'crm: each event of a visit has one entry in the timeline',
      counts: `SELECT count(*) FROM (${OF_VISITS}) event`,
      violations: `
      SELECT id AS event FROM (${OF_VISITS}) event FULL JOIN (SELECT id, count(*) AS entries FROM timeline_entry GROUP BY id) entry
        USING (id)
      GROUP BY id HAVING count(event) <> 1 OR sum(entries) IS DISTINCT FROM 1`,
    },
    {
      id: 'X4',
      says: 'crm: each event that customers are told of has one notification',
      counts: `SELECT count(*) FROM (${TOLD}) event`,
      violations: `
      SELECT id AS event FROM (${TOLD}) event FULL JOIN (
        SELECT cause_event_id AS id, count(*) AS notifications FROM notification
        WHERE template <> 'phone-code' GROUP BY cause_event_id) said USING (id)
      GROUP BY id HAVING count(event) <> 1 OR sum(notifications) IS DISTINCT FROM 1`,
    },
  ]),
];
