import type { Migration } from '@pitlane/platform';
import { KnownFacts1763000000000 } from './1763000000000-known-facts.js';
import { Appointments1763000000001 } from './1763000000001-appointments.js';

export const migrations: readonly Migration[] = [KnownFacts1763000000000, Appointments1763000000001];
