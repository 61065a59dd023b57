import type { PartPricesPublished, PriceListPublished } from '@pitlane/contracts';
import { actingStore, type Tx } from '@pitlane/platform';
import type { Period } from '../capacity/day.js';
import type { PriceListExcerpt, PublishedOperation } from './price-list.js';

/** Keeps the labor rates for customers and the operations of a price list. */
export async function keepPriceList(tx: Tx, event: PriceListPublished): Promise<void> {
  const storeId = actingStore(tx.scope);
  const { priceListId, priceListVersion, effectiveFrom, laborRates, operations } = event;
  await tx.query(
    `INSERT INTO known_price_list (store_id, price_list_id, price_list_version, effective_from) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [storeId, priceListId, priceListVersion, effectiveFrom],
  );
  await tx.query(
    `INSERT INTO known_labor_rate (store_id, price_list_id, skill, hourly_rate_fen)
     SELECT $1, $2, rate."skill", rate."hourlyRateFen"
     FROM jsonb_to_recordset($3::jsonb) AS rate ("skill" text, "hourlyRateFen" bigint)
     ON CONFLICT DO NOTHING`,
    [storeId, priceListId, JSON.stringify(laborRates.filter(({ payType }) => payType === 'customer'))],
  );
  await tx.query(
    `INSERT INTO known_operation
       (store_id, price_list_id, operation_code, name_zh, name_en, flat_rate_hundredths, skill, bay_kind)
     SELECT $1, $2, op."operationCode", op."nameZh", op."nameEn", op."flatRateHundredths", op."skill", op."bayKind"
     FROM jsonb_to_recordset($3::jsonb) AS op
       ("operationCode" text, "nameZh" text, "nameEn" text, "flatRateHundredths" int, "skill" text, "bayKind" text)
     ON CONFLICT DO NOTHING`,
    [storeId, priceListId, JSON.stringify(operations)],
  );
}

/** Keeps one page of a price list's part prices. */
export async function keepPartPrices(tx: Tx, { priceListId, prices }: PartPricesPublished): Promise<void> {
  await tx.query(
    `INSERT INTO known_part_price (store_id, price_list_id, part_number, unit_price_fen)
     SELECT $1, $2, price."partNumber", price."unitPriceFen"
     FROM jsonb_to_recordset($3::jsonb) AS price ("partNumber" text, "unitPriceFen" bigint)
     ON CONFLICT DO NOTHING`,
    [actingStore(tx.scope), priceListId, JSON.stringify(prices)],
  );
}

/** When within a period another list comes into force. */
export async function priceListChanges(tx: Tx, { from, to }: Period): Promise<Date[]> {
  const rows = await tx.query<{ at: Date }>(
    'SELECT effective_from AS at FROM known_price_list WHERE store_id = $1 AND effective_from >= $2 AND effective_from < $3',
    [actingStore(tx.scope), from, to],
  );
  return rows.map(({ at }) => at);
}

/** The list of store $1 that is in force at $2. */
const IN_FORCE = `
  SELECT price_list_id, price_list_version FROM known_price_list WHERE store_id = $1 AND effective_from <= $2
  ORDER BY effective_from DESC, price_list_version DESC LIMIT 1`;

/** All operations of the list in force at `at`, by code; null when none is in force. */
export async function catalogueAt(tx: Tx, at: Date): Promise<PriceListExcerpt | null> {
  const rows = await tx.query<PublishedOperation & Pick<PriceListExcerpt, 'priceListVersion'>>(
    `SELECT price_list_version AS "priceListVersion", operation_code AS "operationCode", name_zh AS "nameZh", name_en AS "nameEn",
       flat_rate_hundredths AS "flatRateHundredths", skill, bay_kind AS "bayKind", hourly_rate_fen::float8 AS "hourlyRateFen"
     FROM (${IN_FORCE}) list JOIN known_operation USING (price_list_id) LEFT JOIN known_labor_rate USING (store_id, price_list_id, skill)
     WHERE store_id = $1 ORDER BY operation_code`,
    [actingStore(tx.scope), at],
  );
  const [first] = rows;
  if (!first) return null;
  const operations = rows.map(({ priceListVersion: _, ...operation }) => operation);
  return { priceListVersion: first.priceListVersion, operations, unitPricesFen: new Map() };
}

/** What the list in force at `at` says of these operations and parts; null when none is in force. */
export async function priceListAt(
  tx: Tx,
  at: Date,
  wanted: { operationCodes: readonly string[]; partNumbers: readonly string[] },
): Promise<PriceListExcerpt | null> {
  const [list] = await tx.query<Omit<PriceListExcerpt, 'unitPricesFen'> & { prices: readonly [string, number][] }>(
    `SELECT price_list_version AS "priceListVersion",
       (SELECT coalesce(json_agg(json_build_object(
          'operationCode', operation_code, 'nameZh', name_zh, 'nameEn', name_en, 'flatRateHundredths', flat_rate_hundredths,
          'skill', skill, 'bayKind', bay_kind, 'hourlyRateFen', hourly_rate_fen)), '[]')
        FROM known_operation LEFT JOIN known_labor_rate USING (store_id, price_list_id, skill)
        WHERE store_id = $1 AND price_list_id = list.price_list_id AND operation_code = ANY ($3)) AS operations,
       (SELECT coalesce(json_agg(json_build_array(part_number, unit_price_fen)), '[]')
        FROM known_part_price
        WHERE store_id = $1 AND price_list_id = list.price_list_id AND part_number = ANY ($4)) AS prices
     FROM (${IN_FORCE}) AS list`,
    [actingStore(tx.scope), at, wanted.operationCodes, wanted.partNumbers],
  );
  if (!list) return null;
  const { prices, ...excerpt } = list;
  return { ...excerpt, unitPricesFen: new Map(prices) };
}
