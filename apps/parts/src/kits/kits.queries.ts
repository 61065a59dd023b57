import type { Tx } from '@pitlane/platform';
import { In } from 'typeorm';
import { Part } from '../catalogue/part.entity.js';
import type { Kit } from './kit.entity.js';

/** A kit with the minimum packs of its parts, by number. */
export interface KitWithPacks {
  readonly kit: Kit;
  readonly minPacks: ReadonlyMap<string, number | null>;
}

/** The parts in kits. */
export function partsOf(tx: Tx, kits: readonly Kit[]): Promise<Part[]> {
  const partNumbers = new Set(kits.flatMap(({ lines }) => lines.map(({ partNumber }) => partNumber)));
  return tx.list(Part, { partNumber: In([...partNumbers]) });
}

/** @param parts the kit's own, beside any others */
export function withPacks(kit: Kit, parts: readonly Part[]): KitWithPacks {
  const own = parts.filter(({ storeId }) => storeId === kit.storeId);
  return { kit, minPacks: new Map(own.map((part) => [part.partNumber, part.minPackThousandths])) };
}
