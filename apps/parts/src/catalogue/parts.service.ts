import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Tx, violatedConstraint } from '@pitlane/platform';
import { insertParts, softlyReserved } from './listing.queries.js';
import { Part, type PartFacts } from './part.entity.js';
import { PartAlreadyListed } from './part.errors.js';

/** A part as it is entered: all but what the service adds. */
export type NewPart = Omit<PartFacts, 'storeId'>;

@Injectable()
export class PartsService {
  constructor(private readonly db: Database) {}

  /** Takes a part into the catalogue. @throws PartAlreadyListed | LimitsCrossed | YearsCrossed */
  async list(entry: NewPart, at: Date): Promise<Part> {
    const [part] = await this.listMany([entry], at);
    if (!part) throw new Error('What was listed is a part.');
    return part;
  }

  /** Takes parts into the catalogue, all of them or none. @throws PartAlreadyListed | LimitsCrossed | YearsCrossed */
  listMany(entries: readonly NewPart[], at: Date): Promise<Part[]> {
    return refusingTwins(entries, () => this.db.transaction((tx) => this.listIn(tx, entries, at)));
  }

  /**
   * The same within a transaction. There is none of them yet: what has a minimum is below it at once (PRT-6).
   * @param stocked numbers of parts whose stock is booked in next, and their alerts with it
   * @throws LimitsCrossed | YearsCrossed
   */
  async listIn(
    tx: Tx,
    entries: readonly NewPart[],
    at: Date,
    stocked: ReadonlySet<string> = new Set(),
  ): Promise<Part[]> {
    const storeId = actingStore(tx.scope);
    const parts = entries.map((entry) => Part.list({ ...entry, storeId }));
    const partNumbers = parts.map(({ partNumber }) => partNumber);
    const wanted = await softlyReserved(tx, storeId, partNumbers);
    const sayings = parts.map((part) => {
      const unpromised = 0 - (wanted.get(part.partNumber) ?? 0);
      const alert = stocked.has(part.partNumber) ? undefined : part.noteAvailable(unpromised, at);
      return { aggregate: part, events: [part.listed(), ...(alert ? [alert] : [])], scope: tx.scope };
    });
    await tx.sayNew(sayings);
    await insertParts(tx, parts);
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
