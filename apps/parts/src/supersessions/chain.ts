import type { SupersessionRule } from '@pitlane/contracts';

/** A part of a chain, and what replaces it. */
export interface ChainLink {
  readonly partId: string;
  readonly partNumber: string;
  readonly nameZh: string;
  readonly rule: SupersessionRule | null;
  /** Calendar day. */
  readonly supersededFrom: string | null;
}

/**
 * Which parts of a chain may be used on a day, in this order (PRT-1). The chain begins with the number that is asked for: it is used
 * up before its successor, or not used at all, as its rule says. A successor stands in for the old part, never the old one for it.
 */
export function usableOn<T extends ChainLink>(chain: readonly T[], today: string): T[] {
  const isSuperseded = ({ supersededFrom }: ChainLink): boolean => supersededFrom !== null && supersededFrom <= today;
  const last = chain.findIndex((part) => !isSuperseded(part));
  return chain.slice(0, last + 1).filter((part) => !isSuperseded(part) || part.rule === 'use-up');
}
