import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery, Stores, type Tx } from '@pitlane/platform';
import { NoPriceList } from '../estimates/estimate.errors.js';
import { type Estimate, estimateOf } from '../estimates/estimate.js';
import { catalogueAt } from '../known-operations/known-operations.queries.js';
import type { PublishedOperation } from '../known-operations/price-list.js';
import { COMMON_SYMPTOMS, type KnownSymptom } from './common-symptoms.js';
import { findOperations, type FoundOperation } from './operation-search.js';
import { Symptom } from './symptom.entity.js';

/** An operation for what a customer says, with its minutes and price range. */
export interface PricedOperation extends FoundOperation<PublishedOperation> {
  readonly estimate: Estimate;
}

/** More are not read out on the telephone. */
const MOST_FOUND = 20;

@Injectable()
export class SymptomsQueries {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /** The store's own, newest first. */
  page(page: PageQuery): Promise<Page<Symptom>> {
    return this.db.read((tx) => tx.page(Symptom, { storeId: actingStore() }, page));
  }

  /** Operations for what a customer says, by the price list in force now: what fits best first (APT-2, APT-3). @throws NoPriceList */
  find(words: string, now: Date): Promise<PricedOperation[]> {
    return this.db.read(async (tx) => {
      const store = this.stores.get(actingStore(tx.scope));
      const [list, symptoms] = await Promise.all([catalogueAt(tx, now), symptomsOf(tx)]);
      if (!list) throw new NoPriceList(store.id);
      const found = findOperations(words, { symptoms, operations: list.operations }).slice(0, MOST_FOUND);
      return found.map((one) => ({
        ...one,
        estimate: estimateOf({ operationCodes: [one.operation.operationCode], parts: [] }, list, store.slotMinutes),
      }));
    });
  }
}

/** The store's own, and of those that every store knows the ones of which it says nothing else. */
async function symptomsOf(tx: Tx): Promise<KnownSymptom[]> {
  const own = await tx.list(Symptom, { storeId: actingStore(tx.scope) });
  const ownWords = new Set(own.map(({ words }) => words));
  return [...own, ...COMMON_SYMPTOMS.filter(({ words }) => !ownWords.has(words))];
}
