import { pinyin, polyphonic } from 'pinyin-pro';

/** A name with many characters of several readings has more combinations than anybody types. */
const MOST_READINGS = 16;
const FIRST_LETTERS = { pattern: 'first', toneType: 'none', type: 'array' } as const;

/** First letters of a Chinese name in pinyin, `刹车片` → `scp`, the usual reading first; letters and digits stand for themselves. */
export function initialsOf(nameZh: string): string[] {
  const usual = pinyin(nameZh, FIRST_LETTERS);
  const letters = polyphonic(nameZh, FIRST_LETTERS).map((readings, index) => {
    return new Set([usual[index] ?? '', ...readings].filter((letter) => /^[A-Za-z0-9]$/.test(letter)));
  });
  const readings = letters
    .filter(({ size }) => size > 0)
    .reduce<string[]>(
      (begun, next) => begun.flatMap((start) => [...next].map((letter) => start + letter)).slice(0, MOST_READINGS),
      [''],
    );
  return readings.map((reading) => reading.toLowerCase()).filter((reading) => reading !== '');
}
