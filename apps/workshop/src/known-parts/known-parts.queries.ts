import type { Tx } from '@pitlane/platform';
import { PartsUnknown } from './known-part.errors.js';

/** @throws PartsUnknown when the catalogue lacks one of them */
export async function assertPartsKnown(tx: Tx, storeId: string, partNumbers: readonly string[]): Promise<void> {
  const unknown = await tx.query<{ part_number: string }>(
    `SELECT wanted AS part_number FROM unnest($2::text[]) wanted
     WHERE NOT EXISTS (SELECT FROM known_part WHERE store_id = $1 AND part_number = wanted)`,
    [storeId, partNumbers],
  );
  if (unknown.length > 0) throw new PartsUnknown(unknown.map(({ part_number }) => part_number));
}
