import type { Corruption } from './corruption.js';
import { id, LINE, NINE, ORDER, order, OTHER, PART, said, TEN } from './rows.js';
import type { Planted } from './test-books.js';

const LIST: Planted = ['billing', 'price_list', { id: OTHER, store_id: 'SH001', list_version: 3 }];
const PRICED = { price_list_id: OTHER, store_id: 'SH001', operation_code: 'BRK-012', flat_rate_hundredths: 150 };
const ofPart = { store_id: 'SH001', part_number: 'P1', unit: 'piece', origin: 'genuine' };

const car = (plate: string, facts: Record<string, unknown> = {}): Planted => {
  const data = { vehicleId: LINE, ownerCustomerId: OTHER, vin: 'V', plate, make: 'm', model: 'm' };
  return said('crm', { payload: JSON.stringify({ storeid: 'SH001', type: 'crm.vehicle.changed.v1', data }), ...facts });
};

const suspicion = (what: string, version: number, data: Record<string, unknown>): Planted => {
  const payload = JSON.stringify({ storeid: 'SH001', type: `parts.delivery.${what}.v1`, data });
  return said('parts', { payload, aggregate_id: OTHER, aggregate_version: version, event_id: id(40 + version) });
};

const wrong = (what: string, planted: Planted[], names: Record<string, unknown>): Corruption => ({
  id: 'X7',
  what,
  planted,
  names,
});

export const COPIES: Corruption[] = [
  wrong(
    'a bay that was closed unheard',
    [
      ['workshop', 'bay', { id: PART, store_id: 'SH001', name: 'Lift 1', kind: 'lift', active: false }],
      ['appointments', 'known_bay', { bay_id: PART, store_id: 'SH001', name: 'Lift 1', kind: 'lift', active: true }],
    ],
    { id: PART, workshop: 'SH001 Lift 1 lift f', appointments: 'SH001 Lift 1 lift t' },
  ),
  wrong(
    'a technician who is known and is not there',
    [['appointments', 'known_technician', { technician_record_id: PART, store_id: 'SH001', technician_id: 'wu' }]],
    { id: PART, workshop: 'nothing' },
  ),
  wrong(
    'an operation that takes longer in an estimate',
    [
      ['billing', 'priced_operation', PRICED],
      ['appointments', 'known_operation', { ...PRICED, flat_rate_hundredths: 200 }],
    ],
    { id: `${OTHER}/BRK-012`, billing: '150 anything anything', appointments: '200 anything anything' },
  ),
  wrong(
    'an operation of which the workshop does not know that it is critical',
    [
      LIST,
      ['billing', 'priced_operation', { ...PRICED, safety_critical: true }],
      [
        'workshop',
        'known_operation',
        {
          ...{ store_id: 'SH001', price_list_version: 3, operation_code: 'BRK-012', flat_rate_hundredths: 150 },
          safety_critical: false,
        },
      ],
    ],
    { id: 'SH001/3/BRK-012', workshop: '150 anything anything f f' },
  ),
  wrong(
    'a price list that is told to begin another day',
    [
      ['billing', 'price_list', { id: OTHER, store_id: 'SH001', list_version: 3, effective_from: NINE }],
      [
        'appointments',
        'known_price_list',
        { price_list_id: OTHER, store_id: 'SH001', price_list_version: 2, effective_from: NINE },
      ],
    ],
    { id: OTHER },
  ),
  wrong(
    'an hour that costs customers something else',
    [
      ['billing', 'labor_rate', { price_list_id: OTHER, skill: 'brakes', pay_type: 'customer', hourly_rate_fen: 100 }],
      ['billing', 'labor_rate', { price_list_id: OTHER, skill: 'brakes', pay_type: 'warranty', hourly_rate_fen: 99 }],
      ['appointments', 'known_labor_rate', { price_list_id: OTHER, skill: 'brakes', hourly_rate_fen: 99 }],
    ],
    { id: `${OTHER}/brakes`, billing: '100', appointments: '99' },
  ),
  wrong(
    'an order whose delivery appointments did not hear of',
    [
      order('delivered', { number: 'N', vehicle_id: LINE, mileage_km: 9 }),
      [
        'appointments',
        'known_repair_order',
        {
          ...{ store_id: 'SH001', repair_order_id: ORDER, number: 'N', vehicle_id: LINE, mileage_km: 9 },
          completed_at: NINE,
        },
      ],
    ],
    { id: ORDER, workshop: '9 t t f', appointments: '9 t f f' },
  ),
  wrong(
    'a price that was told wrong',
    [
      ['billing', 'part_price', { price_list_id: OTHER, part_number: 'P1', unit_price_fen: 100 }],
      ['appointments', 'known_part_price', { price_list_id: OTHER, part_number: 'P1', unit_price_fen: 99 }],
    ],
    { id: `${OTHER}/P1`, billing: '100', appointments: '99' },
  ),
  wrong(
    'a part that billing prints under an old name',
    [
      ['parts', 'part', { ...ofPart, id: PART, name_zh: '制动片' }],
      ['billing', 'known_part', { ...ofPart, name_zh: '刹车片' }],
    ],
    { id: 'SH001/P1', parts: '制动片 piece genuine', billing: '刹车片 piece genuine' },
  ),
  wrong('a part that the workshop never heard of', [['parts', 'part', { ...ofPart, id: PART, name_zh: '制动片' }]], {
    id: 'SH001/P1',
    workshop: 'nothing',
  }),
  wrong(
    'an order whose signature billing did not hear',
    [
      ['workshop', 'repair_order', { id: ORDER, number: 'N1', authorized_version: 2, event_version: 0 }],
      ['billing', 'known_repair_order', { id: ORDER, number: 'N1', authorized_version: 1 }],
    ],
    { id: ORDER, workshop: 'N1 2', billing: 'N1 1' },
  ),
  wrong('an order whose car parts do not know', [order('open', { number: 'N', vehicle_id: LINE })], {
    id: ORDER,
    workshop: `SH001 N ${LINE}`,
    parts: 'nothing',
  }),
  wrong(
    'an order that appointments takes for that of another car',
    [
      order('open', { number: 'N', vehicle_id: LINE }),
      [
        'appointments',
        'known_repair_order',
        { store_id: 'SH001', repair_order_id: ORDER, number: 'N', vehicle_id: OTHER },
      ],
    ],
    { id: ORDER, workshop: `SH001 N ${LINE}`, appointments: `SH001 N ${OTHER}` },
  ),
  wrong(
    'declined work that the next booking does not show',
    [
      [
        'workshop',
        'finding',
        { id: PART, store_id: 'SH001', repair_order_id: ORDER, status: 'declined', safety_critical: true },
      ],
    ],
    { id: PART, workshop: `SH001 ${ORDER} t`, appointments: 'nothing' },
  ),
  wrong(
    'a return that billing did not hear',
    [
      ['parts', 'issue_line', { id: id(20), issue_id: ORDER, line_id: LINE }],
      ['parts', 'issue_lot', { issue_line_id: id(20), quantity_thousandths: 1000, returned_thousandths: 400 }],
      ['billing', 'known_issue_line', { issue_id: ORDER, line_id: LINE, kind: 'issue', quantity_thousandths: 1000 }],
    ],
    { id: `${ORDER}/${LINE}`, parts: '1000 400 1', billing: '1000 0 1' },
  ),
  wrong(
    'a last word that billing heard otherwise',
    [
      ['parts', 'reservation', { id: OTHER, purpose: 'repair-order', purpose_id: ORDER, status: 'completed' }],
      ['parts', 'reservation_line', { id: LINE, reservation_id: OTHER, issued_thousandths: 1000 }],
      ['billing', 'known_final_draw', { repair_order_id: ORDER, lines: '[]' }],
    ],
    { id: ORDER, parts: `${LINE} 1000`, billing: '' },
  ),
  wrong(
    'an exit pass that the gate takes for longer',
    [
      ['billing', 'exit_pass', { id: PART, store_id: 'SH001', repair_order_id: ORDER, expires_at: NINE }],
      [
        'workshop',
        'known_exit_pass',
        { exit_pass_id: PART, store_id: 'SH001', repair_order_id: ORDER, expires_at: TEN },
      ],
    ],
    { id: PART },
  ),
  wrong(
    'a car under the plate that it had before',
    [
      car('old', { event_id: PART }),
      car('new', { aggregate_version: 2 }),
      [
        'billing',
        'known_vehicle',
        { store_id: 'SH001', vehicle_id: LINE, vin: 'V', plate: 'old', make: 'm', model: 'm' },
      ],
    ],
    { id: `SH001/${LINE}` },
  ),
  wrong(
    'a customer whose erasure appointments did not hear',
    [
      said('crm', {
        payload: JSON.stringify({ storeid: 'SH001', type: 'crm.customer.erased.v1', data: { customerId: OTHER } }),
      }),
      ['appointments', 'known_customer', { store_id: 'SH001', customer_id: OTHER }],
    ],
    { id: `SH001/${OTHER}`, crm: 'erased', appointments: 'nothing' },
  ),
  wrong(
    'a suspicion that was lifted unheard',
    [
      suspicion('suspected', 1, { repairOrders: [{ repairOrderId: ORDER }] }),
      suspicion('suspicion-lifted', 2, {}),
      ['appointments', 'known_suspicion', { store_id: 'SH001', delivery_id: OTHER, repair_order_id: ORDER }],
    ],
    { id: `SH001/${OTHER}/${ORDER}`, parts: 'lifted', appointments: 'suspected' },
  ),
];
