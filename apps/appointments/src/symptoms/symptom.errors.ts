import { DomainError } from '@pitlane/kernel';

export class SymptomKnown extends DomainError {
  constructor(words: string) {
    const message = `The store has said already what is done about ${words}.`;
    super('APPOINTMENTS.SYMPTOM_KNOWN', 'conflict', message, { words });
  }
}
