import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Tx, violatedConstraint } from '@pitlane/platform';
import { Part, type PartFacts } from './part.entity.js';
import { PartAlreadyListed } from './part.errors.js';

/** A part as it is entered: all but what the service adds. */
export type NewPart = Omit<PartFacts, 'storeId'>;

@Injectable()
export class PartsService {
  constructor(private readonly db: Database) {}

  /** Takes a part into the catalogue. @throws PartAlreadyListed | LimitsCrossed */
  list(entry: NewPart): Promise<Part> {
    return refusingTwins([entry], () => this.db.transaction((tx) => listIn(tx, entry)));
  }

  /** Takes parts into the catalogue, all of them or none. @throws PartAlreadyListed | LimitsCrossed */
  listMany(entries: readonly NewPart[]): Promise<Part[]> {
    return refusingTwins(entries, () =>
      this.db.transaction(async (tx) => {
        const parts: Part[] = [];
        for (const entry of entries) parts.push(await listIn(tx, entry));
        return parts;
      }),
    );
  }
}

function listIn(tx: Tx, entry: NewPart): Promise<Part> {
  const part = Part.list({ ...entry, storeId: actingStore(tx.scope) });
  return tx.save(part, part.listed());
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
