import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Tx, violatedConstraint } from '@pitlane/platform';
import { insertParts } from './listing.queries.js';
import { Part, type PartFacts } from './part.entity.js';
import { PartAlreadyListed } from './part.errors.js';

/** A part as it is entered: all but what the service adds. */
export type NewPart = Omit<PartFacts, 'storeId'>;

@Injectable()
export class PartsService {
  constructor(private readonly db: Database) {}

  /** Takes a part into the catalogue. @throws PartAlreadyListed | LimitsCrossed | YearsCrossed */
  async list(entry: NewPart): Promise<Part> {
    const [part] = await this.listMany([entry]);
    if (!part) throw new Error('What was listed is a part.');
    return part;
  }

  /** Takes parts into the catalogue, all of them or none. @throws PartAlreadyListed | LimitsCrossed | YearsCrossed */
  listMany(entries: readonly NewPart[]): Promise<Part[]> {
    return refusingTwins(entries, () => this.db.transaction((tx) => this.listIn(tx, entries)));
  }

  /** The same within a transaction. @throws LimitsCrossed | YearsCrossed */
  async listIn(tx: Tx, entries: readonly NewPart[]): Promise<Part[]> {
    const storeId = actingStore(tx.scope);
    const parts = entries.map((entry) => Part.list({ ...entry, storeId }));
    await insertParts(tx, parts);
    await tx.sayNew(parts.map((part) => ({ aggregate: part, events: [part.listed()], scope: tx.scope })));
    return parts;
  }
}

/** @throws PartAlreadyListed when the work met a part with the same number */
async function refusingTwins<T>(entries: readonly NewPart[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (violatedConstraint(error) !== 'part_number_of_store') throw error;
    throw new PartAlreadyListed(entries.map(({ partNumber }) => partNumber));
  }
}
