import { Controller } from '@nestjs/common';
import { PartPricesPublished, PriceListPublished } from '@pitlane/contracts';
import { Handles, type Tx } from '@pitlane/platform';
import { keepPartPrices, keepPriceList } from './known-operations.queries.js';

@Controller()
export class KnownOperationsSubscriber {
  /** Estimates follow the published price list (APT-3, BIL-1). */
  @Handles(PriceListPublished)
  async keep(event: PriceListPublished, tx: Tx): Promise<void> {
    await keepPriceList(tx, event);
  }

  @Handles(PartPricesPublished)
  async keepPrices(event: PartPricesPublished, tx: Tx): Promise<void> {
    await keepPartPrices(tx, event);
  }
}
