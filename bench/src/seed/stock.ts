import type { World, Service } from '../world/world.js';

/** How much of what lies in a store that is reserved from. Units are pieces. */
export interface Stock {
  readonly parts: number;
  readonly lotsPerPart: number;
  readonly unitsPerLot: number;
  /** The one part that everybody wants. */
  readonly hotLots: number;
  readonly hotUnitsPerLot: number;
  /** Stores that the parts are spread over; the hot part is the first one's. */
  readonly stores: readonly string[];
}

export const HOT_PART = 'HOT-PART';
export const THOUSANDTHS = 1_000;

/** Number and store of the nth part, beginning with 1. */
export const partNumberOf = (part: number): string => `P${String(part).padStart(7, '0')}`;
export const storeOfPart = (part: number, stores: readonly string[]): string => stores[part % stores.length] ?? '';

/**
 * Fills the parts service with stock, as deliveries would have: lots and the ledger's entries that they came with.
 * The trigger that lets lots follow the ledger is off meanwhile, for both are written whole.
 */
export async function seedStock(world: World, service: Service, stock: Stock): Promise<void> {
  const url = world.superuserUrl(service);
  await world.sql(
    url,
    `SET synchronous_commit = off; SET session_replication_role = replica;
     CREATE TEMP TABLE store AS SELECT ordinal - 1 AS index, id FROM unnest('{${stock.stores.join()}}'::text[]) WITH ORDINALITY AS s (id, ordinal);
     INSERT INTO delivery (id, store_id, version, event_version, delivery_note, supplier, received_by, received_at)
       SELECT gen_random_uuid(), id, 1, 0, 'BENCH-' || lot, 'Bench', 'bench.staff', now() - lot * interval '1 day'
       FROM store, generate_series(1, ${Math.max(stock.hotLots, stock.lotsPerPart)}) lot;
     ${PARTS}
     SELECT ${partColumns(`'${HOT_PART}'`)} FROM store WHERE index = 0;
     ${PARTS}
     SELECT ${partColumns(`'P' || lpad(part::text, 7, '0')`)}
     FROM generate_series(1, ${stock.parts}) part JOIN store ON index = part % ${stock.stores.length};
     ${LOTS(stock.hotUnitsPerLot)} generate_series(1, ${stock.hotLots}) lot WHERE ${OF_DELIVERY} AND part.part_number = '${HOT_PART}';
     ${LOTS(stock.unitsPerLot)} generate_series(1, ${stock.lotsPerPart}) lot WHERE ${OF_DELIVERY} AND part.part_number LIKE 'P%';
     INSERT INTO movement (store_id, lot_id, kind, received_delta, available_delta, unit_cost_fen, document_id, actor_id, occurred_at)
       SELECT store_id, id, 'received', received_thousandths, available_thousandths, unit_cost_fen, delivery_id, 'bench.staff', received_at
       FROM lot`,
  );
  await world.sql(url, 'VACUUM ANALYZE');
}

const PARTS = `INSERT INTO part (id, store_id, version, event_version, part_number, name_zh, name_en, category, unit, brand, origin, fits,
  min_thousandths, max_thousandths)`;

const partColumns = (partNumber: string): string =>
  `gen_random_uuid(), store.id, 1, 0, ${partNumber}, '机油滤清器', 'Oil filter', 'filters', 'piece', 'Bench', 'genuine', '{}', 0, 1000000000`;

const LOTS = (units: number): string => `
  INSERT INTO lot (id, store_id, delivery_id, part_id, part_number, unit_cost_fen, result, received_at, received_thousandths,
    available_thousandths)
  SELECT gen_random_uuid(), part.store_id, delivery.id, part.id, part.part_number, 2500, 'accepted', now() - lot * interval '1 day',
    ${units * THOUSANDTHS}, ${units * THOUSANDTHS}
  FROM part, delivery,`;

/** A lot is as old as its delivery: one of each day. */
const OF_DELIVERY = `delivery.store_id = part.store_id AND delivery.delivery_note = 'BENCH-' || lot`;
