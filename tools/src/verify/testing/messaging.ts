import type { Corruption } from './corruption.js';
import { ORDER, OTHER, EVENT, YOUNG, order, job, heard, said } from './rows.js';

export const MESSAGING: Corruption[] = [
  {
    id: 'X1',
    what: 'an event that is missing among an aggregate’s',
    planted: [said('parts'), said('parts', { event_id: OTHER, aggregate_version: 3 })],
    names: { service: 'parts', aggregate: ORDER, version: 3 },
  },
  {
    id: 'X1',
    what: 'a change of an aggregate that said nothing',
    planted: [order('open', { event_version: 2 }), said('workshop')],
    names: { service: 'workshop', aggregate: ORDER },
  },
  {
    id: 'X1',
    what: 'a silent change of what only a group may see',
    planted: [['crm', 'vehicle_store', { id: YOUNG, event_version: 1 }]],
    names: { service: 'crm', aggregate: YOUNG },
  },
  {
    id: 'X1',
    what: 'an event of something that never was',
    planted: [said('parts')],
    names: { service: 'parts', event: EVENT },
  },
  {
    id: 'X2',
    what: 'an event that was not published',
    planted: [said('billing', { published_at: null })],
    names: { service: 'billing', event: EVENT },
  },
  {
    id: 'X3',
    what: 'an event that a consumer never got',
    planted: [said('crm')],
    names: { consumer: 'billing', source: 'crm', id: EVENT, said: 'once', heard: 'nothing' },
  },
  {
    id: 'X3',
    what: 'an event that nobody said',
    planted: [heard('parts', 'workshop.bay.changed.v1')],
    names: { consumer: 'parts', source: 'workshop', said: 'nothing', heard: 'once' },
  },
  {
    id: 'X3',
    what: 'a parked event',
    planted: [['parts', 'inbox_parked', { event_id: EVENT, reason_code: 'id_conflict' }]],
    names: { service: 'parts', event: EVENT, status: 'id_conflict' },
  },
  {
    id: 'X5',
    what: 'a second version that was handled before the first',
    planted: [
      heard('crm', 'workshop.bay.changed.v1', { done_seq: 2 }),
      heard('crm', 'workshop.bay.changed.v1', { event_id: OTHER, aggregate_version: 2, done_seq: 1 }),
    ],
    names: { service: 'crm', event: OTHER, aggregate: ORDER },
  },
  {
    id: 'X10',
    what: 'an event whose subject names another store',
    planted: [said('parts', { subject: 'evt.parts.BJ001.part.listed.v1' })],
    names: { service: 'parts', event: EVENT },
  },
  {
    id: 'X10',
    what: 'a job in another store than its order',
    planted: [order('open'), job('proposed', { store_id: 'BJ001' })],
    names: { service: 'workshop', child: 'job', parent: 'repair_order', id: ORDER },
  },
  {
    id: 'X10',
    what: 'an aggregate that speaks for another store',
    planted: [order('open', { event_version: 1, store_id: 'BJ001' }), said('workshop')],
    names: { service: 'workshop', aggregate: ORDER },
  },
  {
    id: 'X10',
    what: 'an event that was heard for another store than it was said for',
    planted: [said('parts'), heard('billing', 'parts.part.listed.v1', { store_id: 'BJ001' })],
    names: { consumer: 'billing', source: 'parts', said: 'SH001', heard: 'BJ001' },
  },
];
