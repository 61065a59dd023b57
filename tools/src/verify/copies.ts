import type { ServiceName } from '@pitlane/contracts';
import type { Books } from './books.js';
import { type Agreement, agreements, compare, entriesOf } from './comparison.js';
import { type Invariant, type Outcome, sumOf } from './invariant.js';

/** What a service keeps of another's facts, beside the facts themselves: both of them with the columns `id` and `value`. */
interface Copy {
  readonly of: string;
  readonly original: Agreement['between'][0];
  readonly copy: Agreement['between'][1];
}

const OPERATION = `concat_ws(' ', flat_rate_hundredths, skill, bay_kind)`;
const OPERATION_AND_CARE = `concat_ws(' ', flat_rate_hundredths, skill, bay_kind, safety_critical, road_test)`;
/** Of those that were opened. */
const CARS_OF_ORDERS = `
  SELECT id, concat_ws(' ', store_id, number, vehicle_id) AS value FROM repair_order WHERE number IS NOT NULL`;

const COPIES: readonly Copy[] = [
  {
    of: 'a bay in appointments',
    original: {
      service: 'workshop',
      sql: `SELECT id, concat_ws(' ', store_id, name, kind, active AND NOT equipment_out_of_order) AS value FROM bay`,
    },
    copy: {
      service: 'appointments',
      sql: `SELECT bay_id AS id, concat_ws(' ', store_id, name, kind, active) AS value FROM known_bay`,
    },
  },
  {
    // Absences that are over are not told again.
    of: 'a technician in appointments',
    original: {
      service: 'workshop',
      sql: `SELECT id, concat_ws(' ', store_id, technician_id, skills, shifts, active) AS value FROM technician`,
    },
    copy: {
      service: 'appointments',
      sql: `SELECT technician_record_id AS id, concat_ws(' ', store_id, technician_id, skills, shifts, active) AS value
            FROM known_technician`,
    },
  },
  {
    of: 'an operation in appointments',
    original: {
      service: 'billing',
      sql: `SELECT concat_ws('/', price_list_id, operation_code) AS id, ${OPERATION} AS value FROM priced_operation`,
    },
    copy: {
      service: 'appointments',
      sql: `SELECT concat_ws('/', price_list_id, operation_code) AS id, ${OPERATION} AS value FROM known_operation`,
    },
  },
  {
    of: 'an operation in the workshop',
    original: {
      service: 'billing',
      sql: `SELECT concat_ws('/', list.store_id, list_version, operation_code) AS id, ${OPERATION_AND_CARE} AS value
            FROM priced_operation JOIN price_list list ON list.id = price_list_id`,
    },
    copy: {
      service: 'workshop',
      sql: `SELECT concat_ws('/', store_id, price_list_version, operation_code) AS id, ${OPERATION_AND_CARE} AS value
            FROM known_operation`,
    },
  },
  {
    of: 'the price of a part in appointments',
    original: {
      service: 'billing',
      sql: `SELECT concat_ws('/', price_list_id, part_number) AS id, unit_price_fen::text AS value FROM part_price`,
    },
    copy: {
      service: 'appointments',
      sql: `SELECT concat_ws('/', price_list_id, part_number) AS id, unit_price_fen::text AS value FROM known_part_price`,
    },
  },
  ...(['billing', 'workshop'] as const).map((service) => ({
    of: `a part in ${service}`,
    original: {
      service: 'parts' as const,
      sql: `SELECT concat_ws('/', store_id, part_number) AS id, concat_ws(' ', name_zh, unit, origin) AS value FROM part`,
    },
    copy: {
      service,
      sql: `SELECT concat_ws('/', store_id, part_number) AS id, concat_ws(' ', name_zh, unit, origin) AS value FROM known_part`,
    },
  })),
  {
    of: 'a repair order in billing',
    original: {
      service: 'workshop',
      sql: `SELECT id, concat_ws(' ', number, nullif(authorized_version, 0)) AS value FROM repair_order WHERE number IS NOT NULL`,
    },
    copy: {
      service: 'billing',
      sql: `SELECT id, concat_ws(' ', number, authorized_version) AS value FROM known_repair_order`,
    },
  },
  {
    of: 'the car of a repair order in parts',
    original: { service: 'workshop', sql: CARS_OF_ORDERS },
    copy: {
      service: 'parts',
      sql: `SELECT repair_order_id AS id, concat_ws(' ', store_id, number, vehicle_id) AS value FROM known_visit`,
    },
  },
  {
    of: 'the car of a repair order in appointments',
    original: { service: 'workshop', sql: CARS_OF_ORDERS },
    copy: {
      service: 'appointments',
      sql: `SELECT repair_order_id AS id, concat_ws(' ', store_id, number, vehicle_id) AS value
            FROM known_repair_order WHERE number IS NOT NULL`,
    },
  },
  {
    of: 'declined work in appointments',
    original: {
      service: 'workshop',
      sql: `SELECT id, concat_ws(' ', store_id, repair_order_id, safety_critical) AS value FROM finding WHERE status = 'declined'`,
    },
    copy: {
      service: 'appointments',
      sql: `SELECT id, concat_ws(' ', store_id, repair_order_id, safety_critical) AS value FROM deferred_work`,
    },
  },
  {
    of: 'an issued part in billing',
    original: {
      service: 'parts',
      sql: `SELECT concat_ws('/', issue_id, line_id) AS id, concat_ws(' ', sum(quantity_thousandths), sum(returned_thousandths),
                     sum(((quantity_thousandths - returned_thousandths) * unit_cost_fen + 500) / 1000)) AS value
            FROM issue_line JOIN issue_lot ON issue_line_id = issue_line.id GROUP BY 1`,
    },
    copy: {
      service: 'billing',
      sql: `SELECT concat_ws('/', issue_id, line_id) AS id,
                   concat_ws(' ', coalesce(sum(quantity_thousandths) FILTER (WHERE kind = 'issue'), 0),
                     coalesce(sum(quantity_thousandths) FILTER (WHERE kind = 'return'), 0),
                     sum(CASE kind WHEN 'issue' THEN cost_fen ELSE -cost_fen END)) AS value
            FROM known_issue_line GROUP BY 1`,
    },
  },
  {
    of: 'the last word on the parts of an order in billing',
    original: {
      service: 'parts',
      sql: `SELECT purpose_id AS id, coalesce((
              SELECT string_agg(concat_ws(' ', line.id, issued_thousandths), ', ' ORDER BY line.id) FROM reservation_line line
              WHERE reservation_id = reservation.id AND issued_thousandths > 0), '') AS value
            FROM reservation WHERE purpose = 'repair-order' AND status = 'completed'`,
    },
    copy: {
      service: 'billing',
      sql: `SELECT repair_order_id AS id, coalesce((
              SELECT string_agg(concat_ws(' ', line ->> 'lineId', line ->> 'netIssuedThousandths'), ', ' ORDER BY line ->> 'lineId')
              FROM jsonb_array_elements(lines) AS line), '') AS value
            FROM known_final_draw`,
    },
  },
  {
    of: 'an exit pass in the workshop',
    original: {
      service: 'billing',
      sql: `SELECT id, concat_ws(' ', store_id, repair_order_id, extract(epoch FROM expires_at)) AS value FROM exit_pass`,
    },
    copy: {
      service: 'workshop',
      sql: `SELECT exit_pass_id AS id, concat_ws(' ', store_id, repair_order_id, extract(epoch FROM expires_at)) AS value
            FROM known_exit_pass`,
    },
  },
];

/** What crm said last of a car to a store; as a digest, since it names plate and VIN. */
const SAID_OF_CARS = (...facts: string[]) => `
  SELECT DISTINCT ON (1) store_id || '/' || (payload -> 'data' ->> 'vehicleId') AS id,
         md5(concat_ws(' ', ${facts.map((fact) => `payload -> 'data' ->> '${fact}'`).join()})) AS value
  FROM outbox WHERE payload ->> 'type' = 'crm.vehicle.changed.v1' ORDER BY 1, aggregate_version DESC`;

const KNOWN_OF_CARS = (...columns: string[]) => `
  SELECT store_id || '/' || vehicle_id AS id, md5(concat_ws(' ', ${columns.join()})) AS value FROM known_vehicle`;

const CARS: readonly (readonly [ServiceName, said: string, known: string])[] = [
  ['appointments', SAID_OF_CARS('ownerCustomerId'), KNOWN_OF_CARS('owner_customer_id')],
  ['workshop', SAID_OF_CARS('ownerCustomerId', 'vin', 'plate'), KNOWN_OF_CARS('owner_customer_id', 'vin', 'plate')],
  ['billing', SAID_OF_CARS('vin', 'plate', 'make', 'model'), KNOWN_OF_CARS('vin', 'plate', 'make', 'model')],
  ['parts', SAID_OF_CARS('vin', 'plate'), KNOWN_OF_CARS('vin', 'plate')],
];

const ERASURES: typeof CARS = [
  [
    'appointments',
    `SELECT store_id || '/' || (payload -> 'data' ->> 'customerId') AS id, 'erased' AS value
     FROM outbox WHERE payload ->> 'type' = 'crm.customer.erased.v1'`,
    `SELECT store_id || '/' || customer_id AS id, 'erased' AS value FROM known_customer WHERE erased_at IS NOT NULL`,
  ],
];

/** Of what crm still keeps that it said: 30 days. */
async function knownAsSaid(copies: typeof CARS, books: Books): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const [service, saidSql, knownSql] of copies) {
    const said = await entriesOf(books.crm, saidSql);
    const ids = new Set(said.map(({ id }) => id));
    const known = (await entriesOf(books[service], knownSql)).filter(({ id }) => ids.has(id));
    outcomes.push(compare({ name: 'crm', entries: said }, { name: service, entries: known }));
  }
  return sumOf(outcomes);
}

/** What one service knows of another's is what that one has (X7). */
export const KEPT_COPIES: readonly Invariant[] = [
  ...agreements(
    COPIES.map(({ of, original, copy }) => ({
      id: 'X7',
      says: `${of} is as its own service has it`,
      between: [original, copy],
    })),
  ),
  { id: 'X7', says: 'a car is known everywhere as crm said last', check: (books) => knownAsSaid(CARS, books) },
  {
    id: 'X7',
    says: 'a customer whom crm erased is erased in appointments',
    check: (books) => knownAsSaid(ERASURES, books),
  },
];
