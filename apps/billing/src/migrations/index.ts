import type { Migration } from '@pitlane/platform';
import { PriceListsAndQuotes1760000100000 } from './1760000100000-price-lists-and-quotes.js';
import { Settlements1760000200000 } from './1760000200000-settlements.js';
import { Payments1760000300000 } from './1760000300000-payments.js';
import { FinalDraws1760000400000 } from './1760000400000-final-draws.js';
import { WithinStore1760000900000 } from './1760000900000-within-store.js';

export const migrations: readonly Migration[] = [
  PriceListsAndQuotes1760000100000,
  Settlements1760000200000,
  Payments1760000300000,
  FinalDraws1760000400000,
  WithinStore1760000900000,
];
