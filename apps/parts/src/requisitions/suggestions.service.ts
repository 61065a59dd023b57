import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, Log, oneByOne, SystemScope } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { lockParts } from '../stock/locked-parts.queries.js';
import { Stock } from '../stock/stock.service.js';
import { Requisition } from './requisition.entity.js';
import { type Proposal, proposalFor, proposals } from './suggestions.queries.js';

/** Suggests what to buy for parts below their minimum: one open suggestion per part (PRT-6, PRT-7). */
@Injectable()
export class Suggestions {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @Every(60_000)
  async suggestInEachStore(): Promise<void> {
    await this.system.inEachStore((store) => this.suggest(store.id, this.clock.now()));
  }

  /** Each in a transaction of its own. */
  async suggest(storeId: string, at: Date): Promise<void> {
    const found = await this.db.read((tx) => proposals(tx, storeId, this.stock.today(tx, at)));
    await oneByOne(found, this.log, ({ partNumber }) => this.suggestOne(storeId, partNumber, at));
  }

  /** Two replicas look at the same time: the second one waits for the part, and finds what the first one suggested. */
  private suggestOne(storeId: string, partNumber: string, at: Date): Promise<void> {
    return this.db.transaction(async (tx) => {
      await lockParts(tx, storeId, [partNumber]);
      const proposal = await proposalFor(tx, { storeId, partNumber }, this.stock.today(tx, at));
      if (proposal) await tx.save(suggestionOf(proposal, { storeId, at }));
    });
  }
}

function suggestionOf(proposal: Proposal, { storeId, at }: { storeId: string; at: Date }): Requisition {
  const { supplierId, supplierCode, partNumber, quantityThousandths, unitPriceFen, crossedAt } = proposal;
  const facts = { id: uuidv7(), storeId, supplierId, supplierCode, requestedBy: 'system', requestedAt: at };
  const line = { id: uuidv7(), partNumber, quantityThousandths, unitPriceFen };
  return Requisition.suggest({ ...facts, urgency: 'stock' }, line, crossedAt);
}
