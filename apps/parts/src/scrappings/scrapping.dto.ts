import { Code, Fen, Instant, Integer, Text, Thousandths, Uuid } from '@pitlane/contracts';
import type { Scrapping } from './scrapping.entity.js';

export class ScrapParts {
  @Code() partNumber!: string;
  /** Of this lot: what lies in quarantine first. Left out: free stock, oldest lots first. */
  @Uuid({ optional: true }) lotId?: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  @Text(500) reason!: string;
  /** Staff id of who found them unfit: not the caller. */
  @Code() foundBy!: string;
}

export class ScrappingView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  /** Sum over the lots, each rounded half up. */
  @Fen() costFen!: number;
  @Text(500) reason!: string;
  @Code() foundBy!: string;
  @Code() scrappedBy!: string;
  @Instant() scrappedAt!: string;

  static of(scrapping: Scrapping): ScrappingView {
    const { id, version, partNumber, quantityThousandths, costFen, reason, foundBy, scrappedBy } = scrapping;
    return Object.assign(new ScrappingView(), {
      ...{ id, version, partNumber, quantityThousandths, costFen, reason, foundBy, scrappedBy },
      scrappedAt: scrapping.scrappedAt.toISOString(),
    });
  }
}
