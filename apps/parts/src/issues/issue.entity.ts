import { type IssuedLine, PartsIssued, PartsReturned } from '@pitlane/contracts';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import { LineNotIssued } from './issue.errors.js';
import { type DrawnLine, IssueLine } from './issue-line.entity.js';

export interface IssueFacts {
  id: string;
  storeId: string;
  repairOrderId: string;
  /** Technician who took the parts. */
  receivedBy: string;
  /** Staff id of the clerk. */
  issuedBy: string;
  issuedAt: Date;
}

export interface ReturnFacts {
  returnId: string;
  reason: string;
  lines: readonly { lineId: string; quantityThousandths: number }[];
}

/** Parts handed to a technician for a repair order, from which lots and at what cost (PRT-3). */
@Entity()
export class Issue extends Aggregate {
  @Column('uuid') repairOrderId!: string;
  @Disclosed() @Column('text') receivedBy!: string;
  @Disclosed() @Column('text') issuedBy!: string;
  @Column('timestamptz') issuedAt!: Date;
  @OneToMany(() => IssueLine, (line) => line.issue, { cascade: true, eager: true }) lines!: IssueLine[];

  static post(facts: IssueFacts, lines: readonly DrawnLine[]): Issue {
    const issue = new Issue();
    issue.begin(facts.id, facts.storeId);
    return Object.assign(issue, facts, { lines: lines.map((line) => IssueLine.of(facts.storeId, line)) });
  }

  issued(): PartsIssued {
    return PartsIssued.of({
      issueId: this.id,
      repairOrderId: this.repairOrderId,
      receivedBy: this.receivedBy,
      lines: this.lines.map((line) => line.toIssuedLine()),
      issuedAt: this.issuedAt.toISOString(),
    });
  }

  /** Unused parts come back to their own lots at their own cost (PRT-10). @throws LineNotIssued | MoreThanIssued */
  takeBack({ returnId, reason, lines }: ReturnFacts, at: Date): PartsReturned {
    const returned = lines.map(({ lineId, quantityThousandths }): IssuedLine => {
      const line = this.lines.find((candidate) => candidate.lineId === lineId);
      if (!line) throw new LineNotIssued(this.id, lineId);
      return line.takeBack(quantityThousandths);
    });
    return PartsReturned.of({
      issueId: this.id,
      returnId,
      repairOrderId: this.repairOrderId,
      lines: returned,
      reason,
      returnedAt: at.toISOString(),
    });
  }
}
