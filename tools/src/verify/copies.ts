import type { ServiceName } from '@pitlane/contracts';
import type { Books } from './books.js';
import { agreements, compare, type Copy, entriesOf } from './comparison.js';
import { CARS_OF_ORDERS, COPIES_IN_APPOINTMENTS } from './copies-in-appointments.js';
import { type Invariant, type Outcome, sumOf } from './invariant.js';

const OPERATION_AND_CARE = `concat_ws(' ', flat_rate_hundredths, skill, bay_kind, safety_critical, road_test)`;

const COPIES: readonly Copy[] = [
  ...COPIES_IN_APPOINTMENTS,
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
      sql: `SELECT exit_pass_id AS id, concat_ws(' ', store_id, repair_order_id, extract(epoch FROM coalesce(revoked_at, expires_at))) AS value
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

/** Of each order that an event named, what was said last of its delivery. */
const SUSPICIONS: typeof CARS = [
  [
    'appointments',
    `WITH said AS (
       SELECT store_id, aggregate_id, aggregate_version AS version, payload ->> 'type' AS type, payload -> 'data' AS data FROM outbox
       WHERE payload ->> 'type' IN ('parts.delivery.suspected.v1', 'parts.delivery.suspicion-lifted.v1')),
     named AS (
       SELECT store_id, aggregate_id, got ->> 'repairOrderId' AS repair_order_id, max(version) AS version
       FROM said, json_array_elements(data -> 'repairOrders') got GROUP BY 1, 2, 3)
     SELECT concat_ws('/', store_id, aggregate_id, repair_order_id) AS id,
            CASE WHEN EXISTS (
              SELECT FROM said lifted WHERE lifted.aggregate_id = named.aggregate_id AND lifted.version > named.version
                AND type = 'parts.delivery.suspicion-lifted.v1') THEN 'lifted' ELSE 'suspected' END AS value
     FROM named`,
    `SELECT concat_ws('/', store_id, delivery_id, repair_order_id) AS id,
            CASE WHEN lifted_at IS NULL THEN 'suspected' ELSE 'lifted' END AS value FROM known_suspicion`,
  ],
];

/** Of what the service still keeps that it said: 30 days. */
async function knownAsSaid(by: ServiceName, copies: typeof CARS, books: Books): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const [service, saidSql, knownSql] of copies) {
    const said = await entriesOf(books[by], saidSql);
    const ids = new Set(said.map(({ id }) => id));
    const known = (await entriesOf(books[service], knownSql)).filter(({ id }) => ids.has(id));
    outcomes.push(compare({ name: by, entries: said }, { name: service, entries: known }));
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
  { id: 'X7', says: 'a car is known everywhere as crm said last', check: (books) => knownAsSaid('crm', CARS, books) },
  {
    id: 'X7',
    says: 'a customer whom crm erased is erased in appointments',
    check: (books) => knownAsSaid('crm', ERASURES, books),
  },
  {
    id: 'X7',
    says: 'appointments knows which cars got parts under suspicion, as parts said last',
    check: (books) => knownAsSaid('parts', SUSPICIONS, books),
  },
];
