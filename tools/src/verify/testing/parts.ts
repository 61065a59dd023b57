import type { Corruption } from './corruption.js';
import {
  ORDER,
  OTHER,
  LINE,
  LOT,
  PART,
  EVENT,
  NINE,
  TEN,
  visit,
  lot,
  moved,
  reservation,
  reservedLine,
  issued,
  heard,
  settledLine,
  settlement,
} from './rows.js';

const nothing = { lost_thousandths: 0, going_back_thousandths: 0, gone_back_thousandths: 0 };
const onItsWay = { ...nothing, quantity_thousandths: 3000, received_thousandths: 0, unit_cost_fen: 1000 };
const received = {
  ...{ quantity_thousandths: 3000, received_thousandths: 3000, unit_cost_fen: 1000 },
  ...{ lost_thousandths: 0, going_back_thousandths: 0 },
};

export const PARTS: Corruption[] = [
  {
    id: 'P1',
    what: 'a lot that lost a piece',
    planted: [lot({ received_thousandths: 3000, available_thousandths: 2000 })],
    names: { lot: LOT },
  },
  {
    id: 'P1',
    what: 'a shipment to a sister store that never left its lot',
    planted: [
      ['parts', 'outgoing_transfer', { id: EVENT, transfer_id: ORDER, status: 'shipped' }],
      ['parts', 'outgoing_transfer_lot', { outgoing_transfer_id: EVENT, lot_id: LOT, ...onItsWay }],
    ],
    names: { transfer: ORDER, lot: LOT },
  },
  {
    id: 'P1',
    what: 'parts from a sister store that changed their cost on the way',
    planted: [
      lot({ received_thousandths: 3000, available_thousandths: 3000, unit_cost_fen: 900 }),
      ['parts', 'outgoing_transfer', { id: EVENT, transfer_id: ORDER, status: 'shipped' }],
      ['parts', 'outgoing_transfer_lot', { outgoing_transfer_id: EVENT, lot_id: OTHER, ...onItsWay }],
      moved(OTHER, 'moved-out', { document_id: EVENT, moved_out_delta: 3000 }),
      ['parts', 'incoming_transfer_lot', { id: LOT, incoming_transfer_id: ORDER, from_lot_id: OTHER, ...received }],
    ],
    names: { transfer: ORDER, lot: OTHER },
  },
  {
    id: 'P1',
    what: 'more from a sister store than left there',
    planted: [
      ['parts', 'outgoing_transfer', { id: EVENT, transfer_id: ORDER, status: 'shipped' }],
      ['parts', 'outgoing_transfer_lot', { outgoing_transfer_id: EVENT, lot_id: OTHER, ...onItsWay }],
      moved(OTHER, 'moved-out', { document_id: EVENT, moved_out_delta: 3000 }),
      [
        'parts',
        'incoming_transfer_lot',
        { id: LOT, incoming_transfer_id: ORDER, from_lot_id: OTHER, quantity_thousandths: 5000 },
      ],
    ],
    names: { transfer: ORDER, lot: OTHER },
  },
  {
    id: 'P1',
    what: 'parts from a sister store that gave none',
    planted: [
      ['parts', 'incoming_transfer_lot', { id: LOT, incoming_transfer_id: ORDER, from_lot_id: OTHER, ...received }],
    ],
    names: { transfer: ORDER, lot: LOT },
  },
  {
    id: 'P2',
    what: 'a lot that no movement explains',
    planted: [lot({ received_thousandths: 3000, available_thousandths: 3000 })],
    names: { lot: LOT },
  },
  {
    id: 'P3',
    what: 'an older lot that was passed over',
    planted: [
      ['parts', 'lot', { id: LOT, part_id: PART, received_at: NINE }],
      ['parts', 'lot', { id: OTHER, part_id: PART, received_at: TEN }],
      moved(LOT, 'received', { available_delta: 1000 }),
      moved(OTHER, 'received', { available_delta: 1000 }),
      moved(OTHER, 'reserved', { available_delta: -1000, reserved_delta: 1000 }),
    ],
    names: { lot: OTHER, older: LOT },
  },
  {
    id: 'P3',
    what: 'a settled part that no lot explains',
    planted: [settlement('issued', { number: 'N' }), settledLine({ kind: 'part', code: 'P', quantity: 1000 })],
    names: { id: LINE, billing: 'N P 1000 1000', parts: 'nothing' },
  },
  {
    id: 'P4',
    what: 'a line that keeps what the ledger does not know of',
    planted: [reservation('reserved'), reservedLine({ reserved_thousandths: 1000 })],
    names: { line: LINE },
  },
  {
    id: 'P4',
    what: 'something kept that the ledger did not give',
    planted: [
      lot({}),
      moved(LOT, 'reserved', { line_id: LINE, reserved_delta: 1000 }),
      ['parts', 'kept', { line_id: LINE, lot_id: LOT, reserved_thousandths: 900, staged_thousandths: 0 }],
    ],
    names: { line: LINE, what: 'kept-in-bin', lotId: LOT },
  },
  {
    id: 'P4',
    what: 'kept stock that went to another order',
    planted: [reservation('reserved', { purpose_id: LOT }), reservedLine({ issued_thousandths: 1000 }), ...issued({})],
    names: { issue: EVENT, line: LINE },
  },
  {
    id: 'P4',
    what: 'a cancelled booking that keeps stock',
    planted: [
      visit(ORDER, { status: 'cancelled' }),
      reservation('reserved', { purpose: 'appointment' }),
      reservedLine({ reserved_thousandths: 1000 }),
      moved(LOT, 'reserved', { line_id: LINE, reserved_delta: 1000 }),
    ],
    names: { purpose: 'appointment', id: ORDER },
  },
  {
    id: 'P5',
    what: 'more issued than approved',
    planted: [
      reservation('drawn'),
      reservedLine({ requested_thousandths: 500, issued_thousandths: 1000 }),
      ...issued(),
    ],
    names: { line: LINE },
  },
  {
    id: 'P5',
    what: 'an issue that the ledger does not know of',
    planted: [lot({}), ...issued()],
    names: { lot: LOT, what: 'issued-from-lot', lineId: LINE },
  },
  {
    id: 'P5',
    what: 'parts of which the repair order knows nothing',
    planted: [reservation('drawn'), reservedLine({ issued_thousandths: 1000 }), ...issued({})],
    names: { id: LINE, workshop: 'nothing', parts: '1000' },
  },
  {
    id: 'X4',
    what: 'a booking without a reservation',
    planted: [heard('parts', 'appointments.appointment.booked.v1')],
    names: { event: EVENT },
  },
];
