import type { Corruption } from './corruption.js';
import {
  EVENT,
  id,
  ORDER,
  JOB,
  OTHER,
  LINE,
  NINE,
  TEN,
  ELEVEN,
  order,
  job,
  inspection,
  clocked,
  heard,
} from './rows.js';
import type { Planted } from './test-books.js';

export const WORKSHOP: Corruption[] = [
  {
    id: 'W1',
    what: 'a delivered car with a job that nobody inspected',
    planted: [order('delivered'), job('done')],
    names: { repairOrder: ORDER, job: JOB },
  },
  {
    id: 'W1',
    what: 'a delivered car with a job that was begun, dropped and never inspected',
    planted: [order('delivered'), job('dropped', { started_at: NINE })],
    names: { repairOrder: ORDER, job: JOB },
  },
  {
    id: 'W1',
    what: 'a final inspection by one who worked on the car',
    planted: [
      order('delivered'),
      job('done'),
      clocked(id(1), { startedAt: NINE, endedAt: TEN }),
      inspection('final', 'passed', 'wu'),
    ],
    names: { job: JOB },
  },
  {
    id: 'W1',
    what: 'work after the final inspection',
    planted: [
      order('delivered'),
      job('done'),
      clocked(id(1), { startedAt: NINE, endedAt: ELEVEN }),
      inspection('final', 'passed', 'qian'),
    ],
    names: { job: JOB },
  },
  {
    id: 'W2',
    what: 'a job that started before its consent',
    planted: [order('in-progress'), job('in-progress', { started_at: NINE, authorized_at: TEN })],
    names: { job: JOB },
  },
  {
    id: 'W2',
    what: 'a job of a declined finding that was clocked on to',
    planted: [
      order('in-progress'),
      job('done', { finding_id: OTHER, authorized_at: NINE }),
      ['workshop', 'finding', { id: OTHER, repair_order_id: ORDER, status: 'declined', decided_at: NINE }],
      clocked(id(1), { startedAt: TEN, endedAt: ELEVEN }),
    ],
    names: { job: JOB, finding: OTHER },
  },
  {
    id: 'W3',
    what: 'a technician on two jobs',
    planted: [
      clocked(id(1), { startedAt: NINE, endedAt: null }),
      clocked(id(2), { startedAt: TEN, endedAt: ELEVEN, jobId: OTHER }),
    ],
    names: { technician: 'wu', segment: id(1), other: id(2) },
  },
  {
    id: 'W4',
    what: 'a failed inspection without a rework job',
    planted: [order('in-progress'), job('done'), inspection('self', 'failed', 'wu')],
    names: { job: JOB },
  },
  {
    id: 'W4',
    what: 'a completed order with a paused job',
    planted: [order('completed'), job('paused')],
    names: { repairOrder: ORDER, job: JOB },
  },
  {
    id: 'A5',
    what: 'an order that jumped from open to completed',
    planted: [
      order('completed'),
      ...['received', 'open', 'completed'].map((status): Planted => [
        'workshop',
        'repair_order_status_change',
        { repair_order_id: ORDER, status },
      ]),
    ],
    names: { repairOrder: ORDER },
  },
  {
    id: 'X4',
    what: 'an issue that a part line counted twice',
    planted: [
      ['workshop', 'part_line', { id: LINE, issued_thousandths: 2000, returned_thousandths: 0 }],
      heard('workshop', 'parts.issue.issued.v1', { data: { lines: [{ lineId: LINE, quantityThousandths: 1000 }] } }),
    ],
    names: { partLine: LINE },
  },
  {
    id: 'X4',
    what: 'a booking that got no draft',
    planted: [heard('workshop', 'appointments.appointment.booked.v1')],
    names: { event: EVENT },
  },
  {
    id: 'P5',
    what: 'a part line that drew more than the customer approved',
    planted: [
      job('done', { authorized_at: NINE }),
      [
        'workshop',
        'part_line',
        { id: LINE, job_id: JOB, quantity_thousandths: 500, issued_thousandths: 1000, returned_thousandths: 0 },
      ],
    ],
    names: { partLine: LINE },
  },
];
