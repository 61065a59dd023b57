import { OldPartEnded, type OldPartFate, OldPartKept } from '@pitlane/contracts';
import { Aggregate, Disclosed, safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { OldPartNotKept, OldPartStillKept } from './old-part.errors.js';

export type OldPartStatus = 'kept' | OldPartFate;

export interface OldPartFacts {
  id: string;
  storeId: string;
  repairOrderId: string;
  lineId: string;
  partNumber: string;
  quantityThousandths: number;
  shelf: string;
  /** Calendar day. */
  keepUntil: string;
  /** Staff id. */
  keptBy: string;
  keptAt: Date;
}

export interface Ending {
  readonly fate: OldPartFate;
  readonly reason: string;
  /** Staff id. */
  readonly by: string;
  readonly at: Date;
  /** Calendar day of the store. */
  readonly today: string;
}

/** What was taken off a car on a warranty job: the maker may want to see it (PRT-10). It is no stock. */
@Entity()
export class OldPart extends Aggregate {
  @Disclosed() @Column('text') status!: OldPartStatus;
  @Column('uuid') repairOrderId!: string;
  /** Part line whose new part took its place. */
  @Column('uuid') lineId!: string;
  @Disclosed() @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  @Column('text') shelf!: string;
  @Column('date') keepUntil!: string;
  @Disclosed() @Column('text') keptBy!: string;
  @Column('timestamptz') keptAt!: Date;
  @Disclosed() @Column('text', { nullable: true }) endedBy!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  /** Number of the claim or the parcel; why the maker does not want it. */
  @Column('text', { nullable: true }) reason!: string | null;

  static keep(facts: OldPartFacts): OldPart {
    const oldPart = new OldPart();
    oldPart.begin(facts.id, facts.storeId);
    return Object.assign(oldPart, facts, { status: 'kept', endedBy: null, endedAt: null, reason: null });
  }

  kept(): OldPartKept {
    const { id: oldPartId, repairOrderId, lineId, partNumber, quantityThousandths, keepUntil } = this;
    const facts = { oldPartId, repairOrderId, lineId, partNumber, quantityThousandths, keepUntil };
    return OldPartKept.of({ ...facts, keptAt: this.keptAt.toISOString() });
  }

  /** Nobody throws it away before its last day is over. @throws OldPartNotKept | OldPartStillKept */
  end({ fate, reason, by, at, today }: Ending): OldPartEnded {
    if (this.status !== 'kept') throw new OldPartNotKept(this.id, this.status);
    if (fate === 'scrapped' && today <= this.keepUntil) throw new OldPartStillKept(this.id, this.keepUntil);
    Object.assign(this, { status: fate, reason, endedBy: by, endedAt: at });
    const { id: oldPartId, repairOrderId, lineId } = this;
    return OldPartEnded.of({ oldPartId, repairOrderId, lineId, fate, reason, endedAt: at.toISOString() });
  }
}
