import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { knownCustomerOf } from '../known-customers/known-customers.queries.js';
import { PhoneDiagnosis, type PhoneDiagnosisFacts } from './phone-diagnosis.entity.js';

@Injectable()
export class PhoneDiagnosesService {
  constructor(private readonly db: Database) {}

  /** @throws VehicleNotKnown | CustomerNotKnown | CustomerIsErased */
  record(facts: PhoneDiagnosisFacts, act: { at: Date; by: string }): Promise<PhoneDiagnosis> {
    const diagnosis = PhoneDiagnosis.record({ id: uuidv7(), storeId: actingStore() }, facts, act);
    return this.db.transaction(async (tx) => {
      await knownCustomerOf(tx, facts);
      return tx.save(diagnosis);
    });
  }

  /** Newest first; of one vehicle when it is named. */
  page(vehicleId: string | undefined, page: PageQuery): Promise<Page<PhoneDiagnosis>> {
    const where = { storeId: actingStore(), ...(vehicleId !== undefined && { vehicleId }) };
    return this.db.read((tx) => tx.page(PhoneDiagnosis, where, page));
  }
}
