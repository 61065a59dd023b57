import type { KeyRing } from '../personal-data/key-ring.js';

/** Shorter beginnings would tell the surname, and so too much (docs/decisions/0011). */
export const SHORTEST_NAME_SOUGHT = 2;
/** Names may have a hundred; what is sought further is cut here. */
const LONGEST_NAME_SOUGHT = 20;
/** As many bytes as make two names of a group surely two. */
const NAME_INDEX_BYTES = 8;

/** What stands for a phone among the customers of a group. */
export const phoneIndex = (ring: KeyRing, groupId: string, phone: string): Buffer =>
  ring.blindIndex('phone', groupId, phone);

const normalised = (name: string): string[] => [...name.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '')];

const nameIndex = (ring: KeyRing, groupId: string, beginning: string[]): Buffer =>
  ring.blindIndex('name', groupId, beginning.join('')).subarray(0, NAME_INDEX_BYTES);

/** What stands for each beginning of a name by which it may be sought, from two characters on. */
export function nameIndexes(ring: KeyRing, groupId: string, name: string): Buffer[] {
  const characters = normalised(name).slice(0, LONGEST_NAME_SOUGHT);
  const lengths = Array.from(characters, (_character, index) => index + 1);
  return lengths
    .filter((length) => length >= SHORTEST_NAME_SOUGHT)
    .map((length) => nameIndex(ring, groupId, characters.slice(0, length)));
}

/** What stands for the beginning of a name that is sought. */
export const soughtName = (ring: KeyRing, groupId: string, beginning: string): Buffer =>
  nameIndex(ring, groupId, normalised(beginning).slice(0, LONGEST_NAME_SOUGHT));
