import type { ServiceName } from '@pitlane/contracts';
import type { Books, Row } from '../../verify/books.js';
import type { Result } from '../../verify/report.js';
import type { Command, History, Outcome } from '../load/history.js';

/** A kind of command, and how many rows of the books only it can have made. */
interface Effect {
  readonly service: ServiceName;
  readonly route: string;
  readonly rows: string;
}

const EFFECTS: readonly Effect[] = [
  {
    service: 'appointments',
    route: 'POST /v1/appointments',
    rows: `SELECT id FROM appointment WHERE channel = 'phone' AND coalesce(caused_by, '') NOT LIKE 'waitlist-entry:%'`,
  },
  {
    service: 'appointments',
    route: 'POST /v1/own/appointments',
    rows: `SELECT id FROM appointment WHERE channel = 'wechat'`,
  },
  {
    service: 'appointments',
    route: 'POST /v1/appointments/:id/move',
    rows: 'SELECT id FROM status_change WHERE moved IS NOT NULL',
  },
  {
    service: 'appointments',
    route: 'POST /v1/slot-holds',
    rows: `SELECT id FROM slot_hold WHERE held_by <> 'waitlist'`,
  },
  { service: 'appointments', route: 'POST /v1/waitlist', rows: 'SELECT id FROM waitlist_entry' },
  {
    service: 'appointments',
    route: 'POST /v1/waitlist/:id/accept',
    rows: `SELECT id FROM waitlist_entry WHERE status = 'taken'`,
  },
  {
    service: 'appointments',
    route: 'POST /v1/courtesy-loans/:id/hand-out',
    rows: 'SELECT id FROM courtesy_loan WHERE handed_out_at IS NOT NULL',
  },
  {
    service: 'appointments',
    route: 'POST /v1/courtesy-loans/:id/take-back',
    rows: 'SELECT id FROM courtesy_loan WHERE returned_at IS NOT NULL',
  },
  {
    service: 'appointments',
    route: 'POST /v1/rides/:id/set-out',
    rows: 'SELECT id FROM ride WHERE set_out_at IS NOT NULL',
  },
  {
    service: 'appointments',
    route: 'POST /v1/rides/:id/hand-over',
    rows: 'SELECT id FROM ride WHERE handed_over_at IS NOT NULL',
  },
  {
    service: 'workshop',
    route: 'POST /v1/repair-orders',
    rows: 'SELECT id FROM repair_order WHERE appointment_id IS NULL',
  },
  {
    service: 'workshop',
    route: 'POST /v1/repair-orders/:id/jobs',
    rows: 'SELECT id FROM job WHERE finding_id IS NULL AND rework_of IS NULL',
  },
  { service: 'workshop', route: 'POST /v1/repair-orders/:id/findings', rows: 'SELECT id FROM finding' },
  { service: 'workshop', route: 'POST /v1/repair-orders/:id/jobs/:id/clock-on', rows: 'SELECT id FROM clock_segment' },
  { service: 'workshop', route: 'POST /v1/repair-orders/:id/jobs/:id/inspections', rows: 'SELECT id FROM inspection' },
  { service: 'parts', route: 'POST /v1/deliveries', rows: `SELECT id FROM delivery WHERE kind <> 'transfer'` },
  {
    service: 'parts',
    route: 'POST /v1/requisitions',
    rows: `SELECT id FROM requisition WHERE requested_by <> 'system'`,
  },
  { service: 'parts', route: 'POST /v1/purchase-orders', rows: 'SELECT id FROM purchase_order' },
  { service: 'parts', route: 'POST /v1/supplier-returns', rows: 'SELECT id FROM supplier_return' },
  { service: 'parts', route: 'POST /v1/incoming-transfers', rows: 'SELECT id FROM incoming_transfer' },
  {
    service: 'parts',
    route: 'POST /v1/outgoing-transfers/:id/ship',
    rows: 'SELECT id FROM outgoing_transfer WHERE answered_at IS NOT NULL AND refused_reason IS NULL',
  },
  {
    service: 'parts',
    route: 'POST /v1/reservations',
    rows: `SELECT id FROM reservation WHERE purpose = 'counter'`,
  },
  { service: 'parts', route: 'POST /v1/issues', rows: 'SELECT id FROM issue' },
  {
    service: 'billing',
    route: 'POST /v1/settlements/:id/issue',
    rows: 'SELECT id FROM settlement WHERE number IS NOT NULL',
  },
  { service: 'billing', route: 'POST /v1/settlements/:id/payments', rows: 'SELECT id FROM payment' },
  { service: 'billing', route: 'POST /v1/settlements/:id/exit-pass', rows: 'SELECT id FROM exit_pass' },
  { service: 'billing', route: 'POST /v1/payments/:id/refunds', rows: 'SELECT id FROM refund' },
  { service: 'crm', route: 'POST /v1/customers', rows: 'SELECT id FROM customer' },
  { service: 'crm', route: 'POST /v1/vehicles', rows: 'SELECT id FROM vehicle' },
];

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const routeOf = ({ method, path }: Command): string => `${method} ${path.replace(UUID, ':id')}`;

/** Rows of each kind of effect, in the order of the list. */
export async function countedEffects(books: Books): Promise<number[]> {
  const counts: number[] = [];
  for (const { service, rows } of EFFECTS) counts.push((await books[service].rowsOfAllGroups(rows)).length);
  return counts;
}

/** X8: of the commands since `before` was counted, each done one had its effect once, a refused one none, an unknown one at most one. */
export async function effectsOf(history: History, books: Books, before: readonly number[]): Promise<Result> {
  const commands = [...history.commands.values()];
  const violations: Row[] = [];
  const now = await countedEffects(books);
  for (const [index, { service, route }] of EFFECTS.entries()) {
    const ofRoute = commands.filter((command) => command.service === service && routeOf(command) === route);
    const counted = (outcome: Outcome): number => ofRoute.filter((command) => command.outcome === outcome).length;
    const effects = (now[index] ?? 0) - (before[index] ?? 0);
    const [done, refused, unknown] = [counted('done'), counted('refused'), counted('unknown')];
    if (effects < done || effects > done + unknown)
      violations.push({ service, route, done, refused, unknown, effects });
  }
  return {
    id: 'X8',
    says: 'a command that was done is in the books once, a refused one not at all, an unknown one at most once',
    checked: commands.length,
    violations,
  };
}
