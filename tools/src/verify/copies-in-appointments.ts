import type { Copy } from './comparison.js';

const OPERATION = `concat_ws(' ', flat_rate_hundredths, skill, bay_kind)`;
/** Of those that were opened. */
export const CARS_OF_ORDERS = `
  SELECT id, concat_ws(' ', store_id, number, vehicle_id) AS value FROM repair_order WHERE number IS NOT NULL`;

/** What appointments keeps of the facts of others. */
export const COPIES_IN_APPOINTMENTS: readonly Copy[] = [
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
    of: 'a price list in appointments',
    original: {
      service: 'billing',
      sql: `SELECT id, concat_ws(' ', store_id, list_version, extract(epoch FROM effective_from)) AS value FROM price_list`,
    },
    copy: {
      service: 'appointments',
      sql: `SELECT price_list_id AS id, concat_ws(' ', store_id, price_list_version, extract(epoch FROM effective_from)) AS value
            FROM known_price_list`,
    },
  },
  {
    of: 'what customers pay for an hour, in appointments',
    original: {
      service: 'billing',
      sql: `SELECT concat_ws('/', price_list_id, skill) AS id, hourly_rate_fen::text AS value FROM labor_rate WHERE pay_type = 'customer'`,
    },
    copy: {
      service: 'appointments',
      sql: `SELECT concat_ws('/', price_list_id, skill) AS id, hourly_rate_fen::text AS value FROM known_labor_rate`,
    },
  },
  {
    of: 'how far a repair order is, in appointments',
    original: {
      service: 'workshop',
      sql: `SELECT id, concat_ws(' ', mileage_km, status IN ('completed', 'ready', 'delivered'), status = 'delivered',
                     status = 'cancelled') AS value
            FROM repair_order WHERE number IS NOT NULL`,
    },
    copy: {
      service: 'appointments',
      sql: `SELECT repair_order_id AS id, concat_ws(' ', mileage_km, completed_at IS NOT NULL, delivered_at IS NOT NULL,
                     cancelled_at IS NOT NULL) AS value
            FROM known_repair_order WHERE number IS NOT NULL`,
    },
  },
];
