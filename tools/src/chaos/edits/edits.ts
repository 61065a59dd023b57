import type { Edit } from './edit.js';
import { FAILPOINT_EDITS, SHORT_ACK_WAIT } from './failpoint-edits.js';

/** What every run loads. */
export const USUAL_EDITS: readonly string[] = [...FAILPOINT_EDITS, SHORT_ACK_WAIT].map(({ name }) => name);

const ALL: readonly Edit[] = [...FAILPOINT_EDITS, SHORT_ACK_WAIT];

/** @throws Error when there is no edit of a name */
export function editsNamed(names: readonly string[]): Edit[] {
  return names.map((name) => {
    const edit = ALL.find((one) => one.name === name);
    if (!edit) throw new Error(`There is no edit ${name}.`);
    return edit;
  });
}
