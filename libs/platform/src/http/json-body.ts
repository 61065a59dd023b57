import { DomainError } from '@pitlane/kernel';
import { visit } from 'jsonc-parser';

const DEEPEST = 32;

class MalformedJson extends DomainError {
  constructor(why: string) {
    super('malformed_json', 'malformed', `The body is not JSON that we read: ${why}.`);
  }
}

/**
 * Parses a request body strictly: UTF-8, no byte order mark, no comments, no name twice in an object, at most 32 levels deep.
 * @throws DomainError `malformed_json`
 */
export function parseJsonBody(raw: Buffer): unknown {
  const text = decode(raw);
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

const OPENERS = /[[{]/g;

/** What makes a text unfit that JSON.parse would let pass, or that would be dear to walk. */
function structuralProblem(text: string): string | undefined {
  if ((text.match(OPENERS)?.length ?? 0) > 20_000) return 'too many objects';
  let problem: string | undefined;
  let depth = 0;
  const names: Set<string>[] = [];
  const enter = (): boolean => {
    depth += 1;
    if (depth > DEEPEST) problem ??= 'too deep';
    return problem === undefined;
  };
  visit(
    text,
    {
      onObjectBegin: () => {
        names.push(new Set());
        return enter();
      },
      onObjectEnd: () => {
        names.pop();
        depth -= 1;
      },
      onArrayBegin: enter,
      onArrayEnd: () => {
        depth -= 1;
      },
      onObjectProperty: (name) => {
        const seen = names.at(-1);
        if (seen?.has(name)) problem ??= 'a name stands twice in an object';
        if (name === '__proto__') problem ??= 'the name __proto__ is not accepted';
        seen?.add(name);
      },
    },
    { disallowComments: true },
  );
  return problem;
}
