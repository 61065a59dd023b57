import { DomainError } from '@pitlane/kernel';
import { createScanner, visit } from 'jsonc-parser';
import { InvalidInput } from './validation.js';

const DEEPEST = 32;
// The library declares its tokens as a const enum, which single-file compilation cannot read.
const OPENING: readonly number[] = [1, 3];
const CLOSING: readonly number[] = [2, 4];
const END_OF_TEXT = 17;

class MalformedJson extends DomainError {
  constructor(why: string) {
    super('malformed_json', 'malformed', `The body is not JSON that we read: ${why}.`);
  }
}

/**
 * Parses a request body strictly: UTF-8, no byte order mark, no comments, no name twice in an object, at most 32 levels deep.
 * @throws DomainError `malformed_json` | InvalidInput for a name that every object has
 */
export function parseJsonBody(raw: Buffer): unknown {
  const text = decode(raw);
  const plain = plainValue(text);
  if (plain !== undefined) return plain;
  const problem = structuralProblem(text);
  if (problem) throw new MalformedJson(problem);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new MalformedJson('syntax error');
  }
}

function decode(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    throw new MalformedJson('not UTF-8');
  }
}

const INHERITED = new RegExp(`"(?:${Object.getOwnPropertyNames(Object.prototype).join('|')})"`);

/**
 * The value of a text that is written as we would write it, as most are: so no name stands twice in it. With few brackets it is
 * not deep, and it has no name that every object has. Anything else, and a mistake, is looked at step by step.
 */
function plainValue(text: string): unknown {
  if (text.split(/[{[]/, DEEPEST + 2).length > DEEPEST + 1 || INHERITED.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What makes a text unfit that JSON.parse would let pass, or that would be dear to walk. */
function structuralProblem(text: string): string | undefined {
  if (isTooDeep(text)) return 'too deep';
  let problem: string | undefined;
  const names: Set<string>[] = [];
  visit(
    text,
    {
      onObjectBegin: () => void names.push(new Set()),
      onObjectEnd: () => void names.pop(),
      onObjectProperty: (...[name, , , , , path]) => {
        // What every object inherits slips through a whitelist of properties.
        if (name in Object.prototype)
          throw new InvalidInput([{ pointer: pointerOf([...path(), name]), code: 'unknown_field' }]);
        const seen = names.at(-1);
        if (seen?.has(name)) problem ??= 'a name stands twice in an object';
        seen?.add(name);
      },
    },
    { disallowComments: true },
  );
  return problem;
}

const pointerOf = (path: readonly (string | number)[]): string => path.map((step) => `/${step}`).join('');

/** Counts brackets without recursion: what walks the text after this may recurse. */
function isTooDeep(text: string): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== END_OF_TEXT; token = scanner.scan()) {
    if (OPENING.includes(token)) depth += 1;
    if (CLOSING.includes(token)) depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}
