/** Words that somebody may look for. */
export interface Phrase {
  readonly words: string;
  /** First letters in pinyin, in each reading. */
  readonly initials: readonly string[];
}

/** What is said is written in many ways: only letters, digits and characters count. */
const keyOf = (words: string): string => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Neighbouring characters: `刹车响` → `刹车`, `车响`. */
const pairsOf = (key: string): string[] =>
  [...key].slice(1).map((character, index) => ([...key][index] ?? '') + character);

/**
 * How well a phrase fits what the customer says, 0 (not at all) to 1000 (word by word): a phrase that is a piece of what is said, or the
 * other way round, fits the better the more of it is said; then come initials in pinyin (`scyx` for 刹车异响); then phrases of which at
 * least half of the pairs of neighbouring characters are said (踩刹车的时候有异响 for 刹车异响).
 */
export function fitOf(said: string, { words, initials }: Phrase): number {
  const [saidKey, key] = [keyOf(said), keyOf(words)];
  if (saidKey === '' || key === '') return 0;
  if (saidKey.includes(key)) return 700 + Math.round((300 * key.length) / saidKey.length);
  if (key.includes(saidKey)) return 700 + Math.round((300 * saidKey.length) / key.length);
  if (/^[a-z0-9]{2,}$/.test(saidKey)) return fitOfInitials(saidKey, initials);
  const pairs = pairsOf(key);
  const sharePerMille = Math.round((1_000 * pairs.filter((pair) => saidKey.includes(pair)).length) / pairs.length);
  return pairs.length > 1 && sharePerMille >= 500 ? Math.round(sharePerMille / 2) : 0;
}

function fitOfInitials(said: string, initials: readonly string[]): number {
  if (initials.some((reading) => reading.startsWith(said))) return 690;
  return initials.some((reading) => reading.includes(said)) ? 600 : 0;
}
