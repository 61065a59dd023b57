import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, SystemScope, violatedConstraint } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { Stock } from '../stock/stock.service.js';
import { Requisition } from './requisition.entity.js';
import { type Proposal, proposals } from './suggestions.queries.js';

/** Two replicas look at the same time: the database lets one of them suggest. */
const SUGGESTED_ALREADY = ['requisition_one_suggestion', 'requisition_once_per_crossing'];

/** Suggests what to buy for parts below their minimum: one open suggestion per part, one per crossing (PRT-6, PRT-7). */
@Injectable()
export class Suggestions {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly system: SystemScope,
    private readonly clock: Clock,
  ) {}

  @Every(60_000)
  async suggestInEachStore(): Promise<void> {
    await this.system.inEachStore((store) => this.suggest(store.id, this.clock.now()));
  }

  /** Each in a transaction of its own. */
  async suggest(storeId: string, at: Date): Promise<void> {
    const found = await this.db.read((tx) => proposals(tx, storeId, this.stock.today(tx, at)));
    for (const proposal of found) {
      try {
        await this.db.transaction((tx) => tx.save(suggestionOf(proposal, { storeId, at })));
      } catch (error) {
        if (!SUGGESTED_ALREADY.includes(violatedConstraint(error) ?? '')) throw error;
      }
    }
  }
}

function suggestionOf(proposal: Proposal, { storeId, at }: { storeId: string; at: Date }): Requisition {
  const { supplierId, supplierCode, partNumber, quantityThousandths, unitPriceFen, crossedAt } = proposal;
  const facts = { id: uuidv7(), storeId, supplierId, supplierCode, requestedBy: 'system', requestedAt: at };
  const line = { id: uuidv7(), partNumber, quantityThousandths, unitPriceFen };
  return Requisition.suggest({ ...facts, urgency: 'stock' }, line, crossedAt);
}
