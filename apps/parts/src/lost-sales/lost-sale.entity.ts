import { LostSaleNoted, type LostSaleCause } from '@pitlane/contracts';
import { Aggregate, Disclosed, safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';

export interface LostSaleFacts {
  id: string;
  storeId: string;
  partId: string;
  partNumber: string;
  quantityThousandths: number;
  cause: LostSaleCause;
  /** Staff id. */
  notedBy: string;
  notedAt: Date;
}

/** Somebody asked for a part and went without it: demand that no issue shows (PRT-15). */
@Entity()
export class LostSale extends Aggregate {
  @Column('uuid') partId!: string;
  @Disclosed() @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  @Disclosed() @Column('text') cause!: LostSaleCause;
  @Disclosed() @Column('text') notedBy!: string;
  @Column('timestamptz') notedAt!: Date;

  static note(facts: LostSaleFacts): LostSale {
    const sale = new LostSale();
    sale.begin(facts.id, facts.storeId);
    return Object.assign(sale, facts);
  }

  noted(): LostSaleNoted {
    const { id: lostSaleId, partId, partNumber, quantityThousandths, cause, notedAt } = this;
    const facts = { lostSaleId, partId, partNumber, quantityThousandths, cause };
    return LostSaleNoted.of({ ...facts, notedAt: notedAt.toISOString() });
  }
}
