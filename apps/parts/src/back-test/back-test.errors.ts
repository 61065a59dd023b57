import { DomainError } from '@pitlane/kernel';

/** A policy learns for a year and is tried after that. */
export class HistoryTooShort extends DomainError {
  constructor(days: number, leastDays: number) {
    const message = `The demand of these parts is known for ${days} days; a back-test needs ${leastDays}.`;
    super('PARTS.HISTORY_TOO_SHORT', 'conflict', message, { days, leastDays });
  }
}

/** What never came in has no cost, so no stock value. */
export class CostUnknown extends DomainError {
  constructor(partNumbers: readonly string[]) {
    super('PARTS.COST_UNKNOWN', 'conflict', 'These parts were never received: nobody knows their cost.', {
      partNumbers,
    });
  }
}
