import type { Tx } from '@pitlane/platform';
import { In } from 'typeorm';
import { Part } from '../catalogue/part.entity.js';
import type { Kit } from './kit.entity.js';

/** A kit with the minimum packs of its parts, by number. */
export interface KitWithPacks {
  readonly kit: Kit;
  readonly minPacks: ReadonlyMap<string, number | null>;
}

export async function withPacks(tx: Tx, kit: Kit): Promise<KitWithPacks> {
  const numbers = kit.lines.map(({ partNumber }) => partNumber);
  const parts = await tx.list(Part, { storeId: kit.storeId, partNumber: In(numbers) });
  return { kit, minPacks: new Map(parts.map((part) => [part.partNumber, part.minPackThousandths])) };
}
