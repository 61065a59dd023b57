import type { Migration } from '@pitlane/platform';
import { PriceListsAndQuotes1760000100000 } from './1760000100000-price-lists-and-quotes.js';
import { Settlements1760000200000 } from './1760000200000-settlements.js';
import { Payments1760000300000 } from './1760000300000-payments.js';

export const migrations: readonly Migration[] = [
  PriceListsAndQuotes1760000100000,
  Settlements1760000200000,
  Payments1760000300000,
];
