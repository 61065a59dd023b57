import { Resources1795300000000 } from './1795300000000-resources.js';
import { KnownFacts1795300100000 } from './1795300100000-known-facts.js';
import { RepairOrders1795300200000 } from './1795300200000-repair-orders.js';
import { Work1795300300000 } from './1795300300000-work.js';
import { WithinStore1795300900000 } from './1795300900000-within-store.js';
import { Equipment1795301000000 } from './1795301000000-equipment.js';
import { RevokedExitPasses1795301001000 } from './1795301001000-revoked-exit-passes.js';
import { UsedExitPasses1795301001001 } from './1795301001001-used-exit-passes.js';

export const migrations = [
  Resources1795300000000,
  KnownFacts1795300100000,
  RepairOrders1795300200000,
  Work1795300300000,
  WithinStore1795300900000,
  Equipment1795301000000,
  RevokedExitPasses1795301001000,
  UsedExitPasses1795301001001,
];
