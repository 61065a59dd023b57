import type { Corruption } from './corruption.js';
import { order, ORDER, OTHER, reservation, SETTLEMENT, settlement, visit } from './rows.js';

export const SAGAS: Corruption[] = [
  {
    id: 'X6',
    what: 'a draft of a visit that was cancelled',
    planted: [visit(ORDER, { status: 'cancelled' }), order('draft', { appointment_id: ORDER })],
    names: { appointment: ORDER, repairOrder: ORDER },
  },
  {
    id: 'X6',
    what: 'stock that waits for a customer who did not come',
    planted: [visit(ORDER, { status: 'no-show' }), reservation('short', { purpose: 'appointment' })],
    names: { endedVisit: ORDER, reservation: OTHER },
  },
  {
    id: 'X6',
    what: 'a cancelled order for which stock is kept',
    planted: [order('cancelled'), reservation('reserved')],
    names: { endedVisit: ORDER, reservation: OTHER },
  },
  {
    id: 'X6',
    what: 'a completed order of which parts never heard',
    planted: [order('completed'), reservation('drawn')],
    names: { id: ORDER, workshop: 'completed', parts: 'nothing' },
  },
  {
    id: 'X6',
    what: 'a settlement that is a draft for ever',
    planted: [settlement('draft')],
    names: { settlement: SETTLEMENT, repairOrder: ORDER },
  },
  {
    id: 'X6',
    what: 'a quote that billing never answered',
    planted: [['workshop', 'quote_version', { repair_order_id: ORDER, repair_order_version: 2, status: 'requested' }]],
    names: { repairOrder: ORDER, version: 2 },
  },
];
