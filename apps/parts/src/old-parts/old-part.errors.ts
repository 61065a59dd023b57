import { DomainError } from '@pitlane/kernel';

export class OldPartNotKept extends DomainError {
  constructor(id: string, status: string) {
    super('PARTS.OLD_PART_NOT_KEPT', 'conflict', `The old part is ${status}.`, { id, status });
  }
}

/** The maker may ask for it until that day is over. */
export class OldPartStillKept extends DomainError {
  constructor(id: string, keepUntil: string) {
    super('PARTS.OLD_PART_STILL_KEPT', 'conflict', `It is not thrown away before ${keepUntil} is over.`, {
      id,
      keepUntil,
    });
  }
}

export class NotIssuedToLine extends DomainError {
  constructor(lineId: string) {
    super('PARTS.NOT_ISSUED_TO_LINE', 'conflict', 'No new part was issued on this line of a repair order.', { lineId });
  }
}
