import type { Tx } from '@pitlane/platform';
import type { Part } from './part.entity.js';

/** Writes new parts of one store, in one statement. */
export async function insertParts(tx: Tx, parts: readonly Part[]): Promise<void> {
  await tx.query(
    `INSERT INTO part (store_id, version, event_version, id, part_number, name_zh, name_en, category, unit, brand, origin,
       shelf_life_days, bin, fitted_cars, is_remanufactured, min_pack_thousandths, min_thousandths, max_thousandths, initials)
     SELECT $1, 1, 1, listed.*
     FROM jsonb_to_recordset($2::jsonb) AS listed (id uuid, "partNumber" text, "nameZh" text, "nameEn" text, category text, unit text,
       brand text, origin text, "shelfLifeDays" int, bin text, fits jsonb, "isRemanufactured" boolean, "minPackThousandths" bigint,
       "minThousandths" bigint, "maxThousandths" bigint, initials text[])`,
    [parts[0]?.storeId, JSON.stringify(parts)],
  );
}
