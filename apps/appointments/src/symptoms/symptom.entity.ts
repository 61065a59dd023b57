import { Aggregate } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import type { KnownSymptom } from './common-symptoms.js';

/** What a store's customers say, and what is done about it, beside what every store knows (APT-2). Of the same words the store's own count. */
@Entity()
export class Symptom extends Aggregate implements KnownSymptom {
  @Column('text') words!: string;
  /** Codes of the labor catalog, the likeliest first. */
  @Column('jsonb') operationCodes!: readonly string[];

  static add({ id, storeId, words, operationCodes }: KnownSymptom & { id: string; storeId: string }): Symptom {
    const symptom = new Symptom();
    symptom.begin(id, storeId);
    return Object.assign(symptom, { words, operationCodes });
  }

  change(operationCodes: readonly string[]): void {
    this.operationCodes = operationCodes;
  }
}
