import { ACROSS } from './across.js';
import { APPOINTMENTS } from './appointments.js';
import { AUDIT } from './audit.js';
import { BILLING } from './billing.js';
import { KEPT_COPIES } from './copies.js';
import { CRM } from './crm.js';
import type { Invariant } from './invariant.js';
import { MESSAGING } from './messaging.js';
import { PARTS } from './parts.js';
import { SAGAS } from './sagas.js';
import { SESSIONS_AT_WORK } from './sessions.js';
import { WORKSHOP } from './workshop.js';

const inOrder = new Intl.Collator('en', { numeric: true });

/** All that the books must never break, in the order of the ids. */
export const INVARIANTS: readonly Invariant[] = [
  ...APPOINTMENTS,
  ...WORKSHOP,
  ...PARTS,
  ...BILLING,
  ...CRM,
  ...MESSAGING,
  ...AUDIT,
  ...ACROSS,
  ...SAGAS,
  ...KEPT_COPIES,
  SESSIONS_AT_WORK,
].sort((a, b) => inOrder.compare(a.id, b.id));
