import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Tx, violatedConstraint } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { OperationsNotKnown } from '../estimates/estimate.errors.js';
import { catalogueAt } from '../known-operations/known-operations.queries.js';
import type { KnownSymptom } from './common-symptoms.js';
import { Symptom } from './symptom.entity.js';
import { SymptomKnown } from './symptom.errors.js';

/** What a store's own customers say (APT-2). */
@Injectable()
export class SymptomsService {
  constructor(private readonly db: Database) {}

  /** @throws OperationsNotKnown | SymptomKnown */
  add({ words, operationCodes }: KnownSymptom, now: Date): Promise<Symptom> {
    return this.db.transaction(async (tx) => {
      await checkListed(tx, operationCodes, now);
      const symptom = Symptom.add({ id: uuidv7(), storeId: actingStore(tx.scope), words, operationCodes });
      return tx.save(symptom).catch((error: unknown) => {
        throw violatedConstraint(error) === 'symptom_words_once' ? new SymptomKnown(words) : error;
      });
    });
  }

  /** @throws NotFound | OperationsNotKnown */
  change(id: string, operationCodes: readonly string[], now: Date): Promise<Symptom> {
    return this.db.transaction(async (tx) => {
      const symptom = await tx.lock(Symptom, id);
      await checkListed(tx, operationCodes, now);
      symptom.change(operationCodes);
      return tx.save(symptom);
    });
  }
}

/** @throws OperationsNotKnown for codes that the price list in force does not have */
async function checkListed(tx: Tx, operationCodes: readonly string[], now: Date): Promise<void> {
  const list = await catalogueAt(tx, now);
  const listed = new Set(list?.operations.map(({ operationCode }) => operationCode));
  const unknown = operationCodes.filter((code) => !listed.has(code));
  if (unknown.length > 0) throw new OperationsNotKnown(unknown);
}
