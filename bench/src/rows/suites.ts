import { backlog } from './backlog.js';
import { booking } from './booking.js';
import { events } from './events.js';
import { platform } from './platform.js';
import { reading } from './reading.js';
import { reserving } from './reserving.js';
import { reservingPeer } from './reserving-peer.js';
import { searching } from './searching.js';
import { stores } from './stores.js';
import type { Suite } from './row.js';

export const SUITES: readonly Suite[] = [
  reserving,
  reservingPeer,
  booking,
  events,
  reading,
  stores,
  backlog,
  searching,
  platform,
];
