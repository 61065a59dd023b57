import type { Tx } from '@pitlane/platform';
import type { Part } from './part.entity.js';

/** Writes new parts of one store, in one statement; they are counted as saved by then. */
export async function insertParts(tx: Tx, parts: readonly Part[]): Promise<void> {
  await tx.query(
    `INSERT INTO part (store_id, version, event_version, id, part_number, name_zh, name_en, category, unit, brand, origin,
       shelf_life_days, bin, fitted_cars, is_remanufactured, min_pack_thousandths, min_thousandths, max_thousandths, alert, alert_since,
       initials)
     SELECT $1, listed.*
     FROM jsonb_to_recordset($2::jsonb) AS listed (version int, "eventVersion" int, id uuid, "partNumber" text, "nameZh" text,
       "nameEn" text, category text, unit text, brand text, origin text, "shelfLifeDays" int, bin text, fits jsonb,
       "isRemanufactured" boolean, "minPackThousandths" bigint, "minThousandths" bigint, "maxThousandths" bigint, alert text,
       "alertSince" timestamptz, initials text[])`,
    [parts[0]?.storeId, JSON.stringify(parts)],
  );
}

/** What bookings far ahead want of parts, listed or not, in thousandths by part number (PRT-5). */
export async function softlyReserved(
  tx: Tx,
  storeId: string,
  partNumbers: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.query<{ part_number: string; quantity: string }>(
    `SELECT part_number, sum(requested_thousandths) AS quantity FROM reservation_line
     WHERE store_id = $1 AND part_number = ANY ($2) AND is_soft GROUP BY part_number`,
    [storeId, partNumbers],
  );
  return new Map(rows.map((row) => [row.part_number, Number(row.quantity)]));
}
