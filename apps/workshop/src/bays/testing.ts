import { uuidv7 } from 'uuidv7';
import { Bay } from './bay.entity.js';

/** An open lift. */
export function aBay(changes: Partial<Bay> = {}): Bay {
  return Object.assign(Bay.register(uuidv7(), 'SH001', { name: `Lift ${uuidv7().slice(-6)}`, kind: 'lift' }), changes);
}
