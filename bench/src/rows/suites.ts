import { backlog } from './backlog.js';
import { booking } from './booking.js';
import { events } from './events.js';
import { growth } from './growth.js';
import { partSearch } from './part-search.js';
import { platform } from './platform.js';
import { queues } from './queues.js';
import { reading } from './reading.js';
import { reserving } from './reserving.js';
import { reservingPeer } from './reserving-peer.js';
import type { Suite } from './row.js';
import { searching } from './searching.js';
import { stores } from './stores.js';

/** In the order of the rows. */
export const SUITES: readonly Suite[] = [
  reserving,
  reservingPeer,
  booking,
  events,
  queues,
  reading,
  growth,
  stores,
  backlog,
  searching,
  platform,
  partSearch,
];
