import { itIsTakenBack } from '@pitlane/testing';
import { PriceListsAndQuotes1760000100000 } from './1760000100000-price-lists-and-quotes.js';
import { migrations } from './index.js';

describe('the schema of billing', () => {
  itIsTakenBack('billing', migrations, PriceListsAndQuotes1760000100000);
});
