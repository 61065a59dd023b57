import type { Migration } from '@pitlane/platform';
import { Catalogue1763000000000 } from './1763000000000-catalogue.js';
import { Stock1763000001000 } from './1763000001000-stock.js';
import { Reservations1763000002000 } from './1763000002000-reservations.js';
import { Issues1763000003000 } from './1763000003000-issues.js';
import { ExpiredLots1763000004000 } from './1763000004000-expired-lots.js';
import { CounterReservations1763000005000 } from './1763000005000-counter-reservations.js';
import { HotStock1763000006000 } from './1763000006000-hot-stock.js';
import { LedgerInFull1763000007000 } from './1763000007000-ledger-in-full.js';
import { PartFacts1763000010000 } from './1763000010000-part-facts.js';
import { PartSearch1763000011000 } from './1763000011000-part-search.js';
import { Supersessions1763000012000 } from './1763000012000-supersessions.js';
import { Kits1763000013000 } from './1763000013000-kits.js';
import { PartsImports1763000014000 } from './1763000014000-parts-imports.js';
import { Suppliers1763000020000 } from './1763000020000-suppliers.js';
import { Requisitions1763000021000 } from './1763000021000-requisitions.js';
import { PurchaseOrders1763000022000 } from './1763000022000-purchase-orders.js';
import { PurchaseReceipts1763000023000 } from './1763000023000-purchase-receipts.js';
import { Recalls1763000024000 } from './1763000024000-recalls.js';
import { SupplierReturns1763000025000 } from './1763000025000-supplier-returns.js';
import { Demand1763000030000 } from './1763000030000-demand.js';
import { StockPolicy1763000031000 } from './1763000031000-stock-policy.js';
import { DeadStock1763000032000 } from './1763000032000-dead-stock.js';
import { Stocktakes1763000040000 } from './1763000040000-stocktakes.js';
import { Scrappings1763000041000 } from './1763000041000-scrappings.js';
import { Transfers1763000042000 } from './1763000042000-transfers.js';
import { Borrowings1763000043000 } from './1763000043000-borrowings.js';
import { OldParts1763000044000 } from './1763000044000-old-parts.js';
import { Trace1763000050000 } from './1763000050000-trace.js';
import { FillRate1763000060000 } from './1763000060000-fill-rate.js';
import { SoftReservations1763000061000 } from './1763000061000-soft-reservations.js';
import { Cores1763000063000 } from './1763000063000-cores.js';
import { LedgerByIndex1763000064000 } from './1763000064000-ledger-by-index.js';
import { KeptByKey1763000065000 } from './1763000065000-kept-by-key.js';
import { WithinStore1763000900000 } from './1763000900000-within-store.js';
import { AllCounters1763001010000 } from './1763001010000-all-counters.js';
import { ReturnsOfIssues1763001011000 } from './1763001011000-returns-of-issues.js';
import { PassedOnSuspicions1763001030000 } from './1763001030000-passed-on-suspicions.js';
import { SuggestedAgain1763001040000 } from './1763001040000-suggested-again.js';
import { AskedOfOrders1763001041000 } from './1763001041000-asked-of-orders.js';
import { UndecidedOfOrders1763001042000 } from './1763001042000-undecided-of-orders.js';
import { KeptUntil1763001045000 } from './1763001045000-kept-until.js';
import { PartUsage1763001046000 } from './1763001046000-part-usage.js';
import { ScrappedByTwo1763001047000 } from './1763001047000-scrapped-by-two.js';

export const migrations: readonly Migration[] = [
  Catalogue1763000000000,
  Stock1763000001000,
  Reservations1763000002000,
  Issues1763000003000,
  ExpiredLots1763000004000,
  CounterReservations1763000005000,
  HotStock1763000006000,
  LedgerInFull1763000007000,
  PartFacts1763000010000,
  PartSearch1763000011000,
  Supersessions1763000012000,
  Kits1763000013000,
  PartsImports1763000014000,
  Suppliers1763000020000,
  Requisitions1763000021000,
  PurchaseOrders1763000022000,
  PurchaseReceipts1763000023000,
  Recalls1763000024000,
  SupplierReturns1763000025000,
  Demand1763000030000,
  StockPolicy1763000031000,
  DeadStock1763000032000,
  Stocktakes1763000040000,
  Scrappings1763000041000,
  Transfers1763000042000,
  Borrowings1763000043000,
  OldParts1763000044000,
  Trace1763000050000,
  FillRate1763000060000,
  SoftReservations1763000061000,
  Cores1763000063000,
  LedgerByIndex1763000064000,
  KeptByKey1763000065000,
  WithinStore1763000900000,
  AllCounters1763001010000,
  ReturnsOfIssues1763001011000,
  PassedOnSuspicions1763001030000,
  SuggestedAgain1763001040000,
  AskedOfOrders1763001041000,
  UndecidedOfOrders1763001042000,
  KeptUntil1763001045000,
  PartUsage1763001046000,
  ScrappedByTwo1763001047000,
];
