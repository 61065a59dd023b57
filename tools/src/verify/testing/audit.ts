import type { Corruption } from './corruption.js';
import { EVENT, order, ORDER, OTHER } from './rows.js';
import type { Planted } from './test-books.js';

const entry = (facts: Record<string, unknown> = {}): Planted => [
  'workshop',
  'audit_entry',
  { id: EVENT, store_id: 'SH001', aggregate_id: ORDER, changes: '{}', ...facts },
];
const link = (facts: Record<string, unknown> = {}): Planted => [
  'workshop',
  'audit_link',
  { store_id: 'SH001', entry_id: EVENT, position: 1, hash: 'of something else', ...facts },
];

export const AUDIT: Corruption[] = [
  {
    id: 'X11',
    what: 'a change that left no entry in the audit log',
    planted: [order('open', { version: 2 }), entry({ aggregate_version: 1 })],
    names: { service: 'workshop', aggregate: ORDER, version: 2 },
  },
  {
    id: 'X11',
    what: 'a silent change of what only a group may see, too',
    planted: [['crm', 'vehicle_store', { id: ORDER, event_version: 0, version: 1 }]],
    names: { service: 'crm', aggregate: ORDER },
  },
  {
    id: 'X11',
    what: 'an aggregate whose first entries are gone',
    planted: [order('open', { version: 2 }), entry({ aggregate_version: 2 })],
    names: { service: 'workshop', aggregate: ORDER },
  },
  {
    id: 'X11',
    what: 'an audit entry that was changed',
    planted: [entry(), link()],
    names: { service: 'workshop', store: 'SH001', entry: EVENT, what: 'changed' },
  },
  {
    id: 'X11',
    what: 'an audit entry that was dropped',
    planted: [link()],
    names: { service: 'workshop', entry: EVENT, what: 'dropped' },
  },
  {
    id: 'X11',
    what: 'an audit chain that lost a link',
    planted: [entry(), link(), link({ entry_id: OTHER, position: 3 })],
    names: { service: 'workshop', entry: OTHER, what: 'dropped' },
  },
];
