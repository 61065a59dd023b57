import { Injectable } from '@nestjs/common';
import { actingStore, type Tx } from '@pitlane/platform';
import { Part } from '../catalogue/part.entity.js';
import { levelsOf } from './stock-levels.queries.js';

/** Parts by number, with their rows locked. */
export type LockedParts = ReadonlyMap<string, Part>;

/** The way to a part's stock: its row is locked first, so that whoever moves stock sees what others left. */
@Injectable()
export class Stock {
  /**
   * Moves stock of some parts, then raises or clears their alerts (PRT-6).
   * Numbers that the catalogue does not know are simply not among the locked parts.
   */
  async move<T>(
    tx: Tx,
    partNumbers: readonly string[],
    at: Date,
    work: (parts: LockedParts) => Promise<T>,
  ): Promise<T> {
    const parts = await lockInOrder(tx, partNumbers);
    const result = await work(parts);
    await noteLevels(tx, [...parts.values()], at);
    return result;
  }
}

/** In the order of their numbers: two that move the same parts wait for each other, and never in a circle. */
async function lockInOrder(tx: Tx, partNumbers: readonly string[]): Promise<LockedParts> {
  const storeId = actingStore(tx.scope);
  const parts = new Map<string, Part>();
  for (const partNumber of [...new Set(partNumbers)].sort()) {
    const part = await tx.lockOne(Part, { storeId, partNumber });
    if (part) parts.set(partNumber, part);
  }
  return parts;
}

async function noteLevels(tx: Tx, parts: readonly Part[], at: Date): Promise<void> {
  const levels = await levelsOf(
    tx,
    parts.map(({ id }) => id),
  );
  for (const [index, part] of parts.entries()) {
    const alertBefore = part.alert;
    const event = part.noteAvailable(levels[index]?.availableThousandths ?? 0, at);
    if (part.alert !== alertBefore) await tx.save(part, event);
  }
}
