import type { Edit } from './edit.js';
import { FAILPOINT_EDITS, SHORT_ACK_WAIT } from './failpoint-edits.js';
import { MUTANTS } from './mutants.js';

/** What every run loads. */
export const USUAL_EDITS: readonly string[] = [...FAILPOINT_EDITS, SHORT_ACK_WAIT].map(({ name }) => name);

/** Everything that the driver may change, and only it. */
export const ALL: readonly Edit[] = [...FAILPOINT_EDITS, SHORT_ACK_WAIT, ...MUTANTS];

/** @throws Error when there is no edit of a name */
export function editsNamed(names: readonly string[]): Edit[] {
  return names.map((name) => {
    const edit = ALL.find((one) => one.name === name);
    if (!edit) throw new Error(`There is no edit ${name}.`);
    return edit;
  });
}
