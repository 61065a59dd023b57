import { Code, Fen, Instant, Integer, OneOf, Text, Thousandths, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { type Scrapping, SCRAPPING_STATUSES, type ScrappingStatus } from './scrapping.entity.js';

export class FindUnfit {
  @Code() partNumber!: string;
  /** Of this lot: what lies in quarantine first. Left out: free stock, oldest lots first. */
  @Uuid({ optional: true }) lotId?: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  @Text(500) reason!: string;
}

export class RejectScrapping {
  @Text(500) reason!: string;
}

export class ScrappingsQuery extends PageQuery {
  @OneOf(SCRAPPING_STATUSES, { optional: true }) status?: ScrappingStatus;
}

export class ScrappingView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(SCRAPPING_STATUSES) status!: ScrappingStatus;
  @Code() partNumber!: string;
  @Uuid({ nullable: true }) lotId!: string | null;
  @Thousandths() quantityThousandths!: number;
  /** Sum over the lots, each rounded half up; 0 until it is scrapped. */
  @Fen() costFen!: number;
  @Text(500) reason!: string;
  @Code() foundBy!: string;
  @Code({ nullable: true }) scrappedBy!: string | null;
  @Instant({ nullable: true }) scrappedAt!: string | null;
  @Code({ nullable: true }) rejectedBy!: string | null;
  @Instant({ nullable: true }) rejectedAt!: string | null;
  @Text(500, { nullable: true }) rejectedReason!: string | null;

  static of(scrapping: Scrapping): ScrappingView {
    const { id, version, status, partNumber, lotId, quantityThousandths, costFen, reason, foundBy } = scrapping;
    const { scrappedBy, scrappedAt, rejectedBy, rejectedAt, rejectedReason } = scrapping;
    return Object.assign(new ScrappingView(), {
      ...{ id, version, status, partNumber, lotId, quantityThousandths, costFen, reason, foundBy },
      ...{ scrappedBy, scrappedAt: scrappedAt?.toISOString() ?? null },
      ...{ rejectedBy, rejectedAt: rejectedAt?.toISOString() ?? null, rejectedReason },
    });
  }
}
