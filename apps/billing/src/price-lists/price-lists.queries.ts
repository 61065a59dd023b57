import type { LaborRate, PartPrice, PricedOperation } from '@pitlane/contracts';
import type { Tx } from '@pitlane/platform';
import type { PriceList, PriceListContents } from './price-list.entity.js';

/** The list that prices a moment: in force by then, the latest of them, and of equals the higher version (BIL-1). */
export interface ListInForce {
  readonly priceListId: string;
  readonly priceListVersion: number;
  readonly effectiveFrom: Date;
}

/** Prices of some codes, from the list in force. */
export interface Prices {
  readonly priceListVersion: number;
  /** By `skill/payType`. */
  readonly hourlyRatesFen: ReadonlyMap<string, number>;
  /** Chinese names by operation code. */
  readonly operationNames: ReadonlyMap<string, string>;
  /** By part number. */
  readonly partPricesFen: ReadonlyMap<string, number>;
  /** Chinese names by part number, as far as the parts service told them. */
  readonly partNames: ReadonlyMap<string, string>;
}

export async function listInForce(tx: Tx, storeId: string, at: Date): Promise<ListInForce | undefined> {
  const [row] = await tx.query<{ id: string; list_version: number; effective_from: Date }>(
    `SELECT id, list_version, effective_from FROM price_list WHERE store_id = $1 AND effective_from <= $2
     ORDER BY effective_from DESC, list_version DESC LIMIT 1`,
    [storeId, at],
  );
  return row && { priceListId: row.id, priceListVersion: row.list_version, effectiveFrom: row.effective_from };
}

/** Everything that a list prices, by code. */
export async function contentsOf(tx: Tx, priceListId: string): Promise<PriceListContents> {
  const laborRates = await tx.query<LaborRate>(
    `SELECT skill, pay_type AS "payType", hourly_rate_fen::float8 AS "hourlyRateFen"
     FROM labor_rate WHERE price_list_id = $1 ORDER BY skill, pay_type`,
    [priceListId],
  );
  const operations = await tx.query<PricedOperation>(
    `SELECT operation_code AS "operationCode", name_zh AS "nameZh", name_en AS "nameEn",
            flat_rate_hundredths AS "flatRateHundredths", skill, bay_kind AS "bayKind",
            safety_critical AS "safetyCritical", road_test AS "roadTest"
     FROM priced_operation WHERE price_list_id = $1 ORDER BY operation_code`,
    [priceListId],
  );
  const partPrices = await tx.query<PartPrice>(
    `SELECT part_number AS "partNumber", unit_price_fen::float8 AS "unitPriceFen"
     FROM part_price WHERE price_list_id = $1 ORDER BY part_number`,
    [priceListId],
  );
  return { laborRates, operations, partPrices };
}

/** Stores what a list prices, a table at a time: a list has thousands of rows. */
export async function insertContents(
  tx: Tx,
  { id, storeId }: PriceList,
  { laborRates, operations, partPrices }: PriceListContents,
): Promise<void> {
  await tx.query(
    `INSERT INTO labor_rate (store_id, price_list_id, skill, pay_type, hourly_rate_fen)
     SELECT $1, $2, skill, "payType", "hourlyRateFen"
     FROM jsonb_to_recordset($3) AS row (skill text, "payType" text, "hourlyRateFen" bigint)`,
    [storeId, id, JSON.stringify(laborRates)],
  );
  await tx.query(
    `INSERT INTO priced_operation (store_id, price_list_id, operation_code, name_zh, name_en, flat_rate_hundredths, skill,
       bay_kind, safety_critical, road_test)
     SELECT $1, $2, "operationCode", "nameZh", "nameEn", "flatRateHundredths", skill, "bayKind", "safetyCritical", "roadTest"
     FROM jsonb_to_recordset($3) AS row ("operationCode" text, "nameZh" text, "nameEn" text, "flatRateHundredths" int,
       skill text, "bayKind" text, "safetyCritical" boolean, "roadTest" boolean)`,
    [storeId, id, JSON.stringify(operations)],
  );
  await tx.query(
    `INSERT INTO part_price (store_id, price_list_id, part_number, unit_price_fen)
     SELECT $1, $2, "partNumber", "unitPriceFen"
     FROM jsonb_to_recordset($3) AS row ("partNumber" text, "unitPriceFen" bigint)`,
    [storeId, id, JSON.stringify(partPrices)],
  );
}

/** Prices of these codes from the list in force; undefined when the store has none. */
export async function pricesFor(
  tx: Tx,
  storeId: string,
  at: Date,
  { operationCodes, partNumbers }: { operationCodes: readonly string[]; partNumbers: readonly string[] },
): Promise<Prices | undefined> {
  const list = await listInForce(tx, storeId, at);
  if (!list) return undefined;
  const rates = await tx.query<{ key: string; fen: number }>(
    `SELECT skill || '/' || pay_type AS key, hourly_rate_fen::float8 AS fen FROM labor_rate WHERE price_list_id = $1`,
    [list.priceListId],
  );
  const operations = await tx.query<{ key: string; name: string }>(
    `SELECT operation_code AS key, name_zh AS name FROM priced_operation
     WHERE price_list_id = $1 AND operation_code = ANY ($2)`,
    [list.priceListId, operationCodes],
  );
  const parts = await tx.query<{ key: string; fen: number }>(
    `SELECT part_number AS key, unit_price_fen::float8 AS fen FROM part_price
     WHERE price_list_id = $1 AND part_number = ANY ($2)`,
    [list.priceListId, partNumbers],
  );
  const names = await tx.query<{ key: string; name: string }>(
    `SELECT part_number AS key, name_zh AS name FROM known_part WHERE store_id = $1 AND part_number = ANY ($2)`,
    [storeId, partNumbers],
  );
  return {
    priceListVersion: list.priceListVersion,
    hourlyRatesFen: new Map(rates.map(({ key, fen }) => [key, fen])),
    operationNames: new Map(operations.map(({ key, name }) => [key, name])),
    partPricesFen: new Map(parts.map(({ key, fen }) => [key, fen])),
    partNames: new Map(names.map(({ key, name }) => [key, name])),
  };
}
