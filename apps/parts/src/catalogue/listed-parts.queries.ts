import { actingStore, type Tx } from '@pitlane/platform';
import { In } from 'typeorm';
import { Part } from './part.entity.js';
import { PartNotListed } from './part.errors.js';

/** Parts of the acting store by their numbers. @throws PartNotListed that names each number which the catalogue does not have */
export async function listedParts(tx: Tx, partNumbers: readonly string[]): Promise<Map<string, Part>> {
  const parts = await tx.list(Part, { storeId: actingStore(tx.scope), partNumber: In(partNumbers) });
  const listed = new Map(parts.map((part) => [part.partNumber, part]));
  const unlisted = partNumbers.filter((partNumber) => !listed.has(partNumber));
  if (unlisted.length > 0) throw new PartNotListed(unlisted);
  return listed;
}
