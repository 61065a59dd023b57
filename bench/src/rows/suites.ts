import { platform } from './platform.js';
import { reading } from './reading.js';
import { reserving } from './reserving.js';
import { reservingPeer } from './reserving-peer.js';
import type { Suite } from './row.js';

export const SUITES: readonly Suite[] = [reserving, reservingPeer, reading, platform];
