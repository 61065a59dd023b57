import type { Corruption } from './corruption.js';
import { ELEVEN, EVENT, heard, JOB, NINE, order, ORDER, OTHER, TEN } from './rows.js';
import type { Planted } from './test-books.js';

export const CRM: Corruption[] = [
  {
    id: 'C2',
    what: 'a message to a customer who was erased before',
    planted: [
      ['crm', 'customer', { id: ORDER, erased_at: NINE }],
      ['crm', 'notification', { id: JOB, customer_id: ORDER, sent_at: ELEVEN }],
    ],
    names: { id: JOB },
  },
  {
    id: 'C2',
    what: 'a reminder after its customer said no',
    planted: [
      ['crm', 'customer', { id: ORDER }],
      ...[
        { id: OTHER, granted: true, changed_at: NINE },
        { id: EVENT, granted: false, changed_at: TEN },
      ].map((said): Planted => ['crm', 'consent_change', { ...said, customer_id: ORDER, channel: 'sms' }]),
      [
        'crm',
        'notification',
        {
          id: JOB,
          customer_id: ORDER,
          template: 'appointment-reminded',
          channel: 'sms',
          status: 'sent',
          sent_at: ELEVEN,
        },
      ],
    ],
    names: { id: JOB, channel: 'sms', granted: false },
  },
  {
    id: 'C1',
    what: 'a delivered car that is called about once only',
    planted: [order('delivered'), ['crm', 'follow_up', { repair_order_id: ORDER, round: 1, event_version: 0 }]],
    names: { id: ORDER, workshop: '1, 2', crm: '1' },
  },
  {
    id: 'X4',
    what: 'an event that the timeline forgot',
    planted: [heard('crm', 'workshop.repair-order.completed.v1')],
    names: { event: EVENT },
  },
  {
    id: 'X4',
    what: 'an offer of the waitlist that the customer was not told of',
    planted: [heard('crm', 'appointments.waitlist-entry.offered.v1')],
    names: { event: EVENT },
  },
  {
    id: 'X4',
    what: 'an event that the customer was told of twice',
    planted: [
      heard('crm', 'workshop.repair-order.ready.v1'),
      ['crm', 'notification', { id: JOB, cause_event_id: EVENT, template: 'vehicle-ready' }],
      ['crm', 'notification', { id: ORDER, cause_event_id: EVENT, template: 'vehicle-ready' }],
    ],
    names: { event: EVENT },
  },
];
