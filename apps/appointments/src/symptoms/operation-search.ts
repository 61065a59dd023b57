import { initialsOf } from '@pitlane/platform/initials';
import type { PublishedOperation } from '../known-operations/price-list.js';
import type { KnownSymptom } from './common-symptoms.js';
import { fitOf } from './fit.js';

/** Initials of Chinese words do not change: they are looked up once. */
const readings = new Map<string, readonly string[]>();

function initialsOnce(words: string): readonly string[] {
  const known = readings.get(words) ?? initialsOf(words);
  readings.set(words, known);
  return known;
}

const fit = (said: string, words: string): number => fitOf(said, { words, initials: initialsOnce(words) });

export interface FoundOperation<Operation> {
  readonly operation: Operation;
  /** 0 to 1000. */
  readonly fit: number;
  /** Symptoms that led to it, the one that fits best first; none when its own name did. */
  readonly symptoms: readonly string[];
}

interface Hit {
  readonly words: string;
  readonly fit: number;
  /** Of the operation among those of the symptom: the likeliest is 0. */
  readonly place: number;
}

const byWords = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/**
 * Operations for what a customer says, by their own names or by the symptoms that lead to them: what fits best first, of equals the
 * likelier one, then by code. The same words always have the same answer.
 */
export function findOperations<Operation extends Pick<PublishedOperation, 'operationCode' | 'nameZh'>>(
  said: string,
  { symptoms, operations }: { symptoms: readonly KnownSymptom[]; operations: readonly Operation[] },
): FoundOperation<Operation>[] {
  const heard = symptoms
    .map((symptom) => ({ ...symptom, fit: fit(said, symptom.words) }))
    .filter((symptom) => symptom.fit > 0);
  return operations
    .map((operation) => {
      const hits = heard
        .map(({ words, fit, operationCodes }): Hit => ({
          words,
          fit,
          place: operationCodes.indexOf(operation.operationCode),
        }))
        .filter(({ place }) => place >= 0)
        .sort((a, b) => b.fit - a.fit || a.place - b.place || byWords(a.words, b.words));
      const byName = { words: operation.nameZh, fit: fit(said, operation.nameZh), place: 0 };
      const best = [byName, ...hits].reduce((one, other) => (other.fit > one.fit ? other : one));
      return { operation, fit: best.fit, place: best.place, symptoms: hits.map(({ words }) => words) };
    })
    .filter((found) => found.fit > 0)
    .sort((a, b) => b.fit - a.fit || a.place - b.place || byWords(a.operation.operationCode, b.operation.operationCode))
    .map(({ operation, fit: fitted, symptoms: led }) => ({ operation, fit: fitted, symptoms: led }));
}
