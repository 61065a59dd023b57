import { reserving } from './reserving.js';
import { reservingPeer } from './reserving-peer.js';
import type { Suite } from './row.js';

export const SUITES: readonly Suite[] = [reserving, reservingPeer];
