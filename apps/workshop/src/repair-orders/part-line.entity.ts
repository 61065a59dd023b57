import {
  type OldPartChoice,
  type PartLine as PartLineFacts,
  type PayType,
  type RequestedPart,
} from '@pitlane/contracts';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Job } from './job.entity.js';

/** What is asked for in a part line. */
export interface WantedPart {
  id: string;
  partNumber: string;
  quantityThousandths: number;
  oldPartChoice: OldPartChoice;
}

/** A part of a job: asked for by line, drawn, returned if unused (WKS-9). */
@Entity()
export class PartLine {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') jobId!: string;
  @ManyToOne(() => Job, (job) => job.partLines) job!: Relation<Job>;
  @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  @Column('text') oldPartChoice!: OldPartChoice;
  @Column('timestamptz', { nullable: true }) requestedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) droppedAt!: Date | null;
  @Column('bigint', { transformer: safeInteger }) issuedThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) returnedThousandths!: number;
  /** What the car got, as parts said when it closed the line; null while it is open. */
  @Column('bigint', { nullable: true, transformer: safeInteger }) closedNetThousandths!: number | null;

  static of(wanted: WantedPart, job: Pick<Job, 'id' | 'storeId'>): PartLine {
    return Object.assign(new PartLine(), wanted, {
      storeId: job.storeId,
      jobId: job.id,
      requestedAt: null,
      droppedAt: null,
      issuedThousandths: 0,
      returnedThousandths: 0,
      closedNetThousandths: null,
    });
  }

  /** Issued less returned. */
  get netThousandths(): number {
    return this.issuedThousandths - this.returnedThousandths;
  }

  /** Drawn in full, or closed with every issue and return of it known here: nothing can be drawn any more. */
  get isSettled(): boolean {
    if (this.closedNetThousandths !== null) return this.closedNetThousandths === this.netThousandths;
    return this.netThousandths === this.quantityThousandths;
  }

  /** More may be drawn. */
  get isOpen(): boolean {
    return this.closedNetThousandths === null && this.droppedAt === null && !this.isSettled;
  }

  request(at: Date): RequestedPart {
    this.requestedAt = at;
    const quantityThousandths = this.quantityThousandths - this.netThousandths;
    return { lineId: this.id, partNumber: this.partNumber, quantityThousandths };
  }

  /** The line as billing and parts see it; a closed one only with what was drawn. */
  facts(payType: PayType): PartLineFacts {
    const quantityThousandths = this.closedNetThousandths ?? this.quantityThousandths;
    return { lineId: this.id, jobId: this.jobId, partNumber: this.partNumber, quantityThousandths, payType };
  }

  /** What was drawn and not returned. */
  drawnFacts(payType: PayType): PartLineFacts {
    return { ...this.facts(payType), quantityThousandths: this.netThousandths };
  }
}
