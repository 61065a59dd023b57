import {
  Code,
  Day,
  Flag,
  ListOf,
  OneOf,
  SUPERSESSION_RULES,
  type SupersessionRule,
  Text,
  Thousandths,
  Uuid,
} from '@pitlane/contracts';
import { usableOn } from './chain.js';
import type { Chain } from './supersessions.queries.js';

export class SupersedePart {
  @Code() successorPartNumber!: string;
  /** `use-up`: the old stock first, then the new. `replace`: the new only. */
  @OneOf(SUPERSESSION_RULES) rule!: SupersessionRule;
  @Day() effectiveFrom!: string;
}

export class ChainLinkView {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Text(120) nameZh!: string;
  /** What becomes of its stock once the next number of the chain replaces it; null for the last one. */
  @OneOf(SUPERSESSION_RULES, { nullable: true }) rule!: SupersessionRule | null;
  @Day({ nullable: true }) supersededFrom!: string | null;
  @Thousandths() availableThousandths!: number;
  /** May be given today to who asks for the first number. */
  @Flag() isToUse!: boolean;
}

/** A part with all that replace it, in order (PRT-1). */
export class ChainView {
  @ListOf(() => ChainLinkView) parts!: ChainLinkView[];

  static of({ links, today }: Chain): ChainView {
    const usable = usableOn(links, today);
    const parts = links.map((link): ChainLinkView => ({ ...link, isToUse: usable.includes(link) }));
    return Object.assign(new ChainView(), { parts });
  }
}
