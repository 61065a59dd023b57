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
     SELECT ${partColumns(`'${HOT_PART}'`, '1')} FROM store WHERE index = 0;
     ${PARTS}
     SELECT ${partColumns(`'P' || lpad(part::text, 7, '0')`, `1 + part % ${NAMES.length}`)}
     FROM generate_series(1, ${stock.parts}) part JOIN store ON index = part % ${stock.stores.length};
     ${LOTS(stock.hotUnitsPerLot)} generate_series(1, ${stock.hotLots}) lot WHERE ${OF_DELIVERY} AND part.part_number = '${HOT_PART}';
     ${LOTS(stock.unitsPerLot)} generate_series(1, ${stock.lotsPerPart}) lot WHERE ${OF_DELIVERY} AND part.part_number LIKE 'P%';
     INSERT INTO movement (store_id, lot_id, kind, received_delta, available_delta, unit_cost_fen, document_id, actor_id, occurred_at)
       SELECT store_id, id, 'received', received_thousandths, available_thousandths, unit_cost_fen, delivery_id, 'bench.staff', received_at
       FROM lot`,
  );
  await world.sql(url, 'VACUUM ANALYZE');
}

/** Names of parts in turn, with their initials in pinyin. */
export const NAMES = [
  ['机油滤清器', 'jylqq'], ['空气滤清器', 'kqlqq'], ['前刹车片', 'qscp'], ['后刹车盘', 'hscp'], ['火花塞', 'hhs'], ['雨刮片', 'ygp'],
  ['正时皮带', 'zspd'], ['减震器', 'jzq'], ['蓄电池', 'xdc'], ['防冻液', 'fdy'], ['左前大灯', 'zqdd'], ['水泵', 'sb'],
] as const; // prettier-ignore
const inTurn = (place: 0 | 1): string => `'{${NAMES.map((name) => name[place]).join()}}'::text[]`;

const PARTS = `INSERT INTO part (id, store_id, version, event_version, part_number, name_zh, initials, name_en, category, unit, brand,
  origin, fits, min_thousandths, max_thousandths)`;

const partColumns = (partNumber: string, name: string): string =>
  `gen_random_uuid(), store.id, 1, 0, ${partNumber}, (${inTurn(0)})[${name}], ARRAY[(${inTurn(1)})[${name}]], 'Bench part', 'filters', 'piece',
   'Bench', 'genuine', '{}', 0, 1000000000`;

/** What parts are found by, as their triggers would have noted it. */
export async function seedSearch(world: World, service: Service): Promise<void> {
  const url = world.superuserUrl(service);
  await world.sql(
    url,
    `SET synchronous_commit = off; SET session_replication_role = replica;
     INSERT INTO part_key (store_id, key, part_id) SELECT store_id, key, part.id FROM part, part_keys(part) key;
     INSERT INTO part_fit (store_id, part_id, make, model, from_year, to_year)
       SELECT store_id, part.id, make, model, from_year, to_year FROM part, fits_of(part)`,
  );
  await world.sql(url, 'VACUUM ANALYZE');
}

const LOTS = (units: number): string => `
  INSERT INTO lot (id, store_id, delivery_id, part_id, part_number, unit_cost_fen, result, received_at, received_thousandths,
    available_thousandths)
  SELECT gen_random_uuid(), part.store_id, delivery.id, part.id, part.part_number, 2500, 'accepted', now() - lot * interval '1 day',
    ${units * THOUSANDTHS}, ${units * THOUSANDTHS}
  FROM part, delivery,`;

/** A lot is as old as its delivery: one of each day. */
const OF_DELIVERY = `delivery.store_id = part.store_id AND delivery.delivery_note = 'BENCH-' || lot`;
