import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Tx, violatedConstraint } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { PolicyTermsJustSet } from './policy.errors.js';
import { StorePolicy, type StorePolicyTerms } from './store-policy.entity.js';

/** How a store stocks its parts: the usual terms until somebody sets them. */
@Injectable()
export class StoreTerms {
  constructor(private readonly db: Database) {}

  async of(tx: Tx): Promise<StorePolicy> {
    const storeId = actingStore(tx.scope);
    return (await tx.find(StorePolicy, { storeId })) ?? StorePolicy.usual(uuidv7(), storeId);
  }

  read(): Promise<StorePolicy> {
    return this.db.read((tx) => this.of(tx));
  }

  /** @throws ServiceLevelsIncomplete | PolicyTermsJustSet */
  async set(terms: StorePolicyTerms): Promise<StorePolicy> {
    try {
      return await this.db.transaction(async (tx) => {
        const storeId = actingStore(tx.scope);
        const policy = (await tx.lockOne(StorePolicy, { storeId })) ?? StorePolicy.usual(uuidv7(), storeId);
        policy.set(terms);
        return tx.save(policy);
      });
    } catch (error) {
      if (violatedConstraint(error) !== 'store_policy_of_store') throw error;
      throw new PolicyTermsJustSet(actingStore());
    }
  }
}
