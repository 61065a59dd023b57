import { DomainError } from '@pitlane/kernel';

export class LineNamedTwice extends DomainError {
  constructor(lineIds: readonly string[]) {
    super('PARTS.LINE_NAMED_TWICE', 'invalid', 'A line is named once, with its whole quantity.', { lineIds });
  }
}

export class LineNotIssued extends DomainError {
  constructor(issueId: string, lineId: string) {
    super('PARTS.LINE_NOT_ISSUED', 'conflict', 'This issue has nothing on that line.', { issueId, lineId });
  }
}

export class MoreThanIssued extends DomainError {
  constructor(lineId: string, drawnThousandths: number) {
    super('PARTS.MORE_THAN_ISSUED', 'conflict', 'No more can come back than was issued.', { lineId, drawnThousandths });
  }
}
