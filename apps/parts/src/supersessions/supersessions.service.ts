import { Injectable } from '@nestjs/common';
import { localTime } from '@pitlane/kernel';
import { Clock, Database, Stores, type Tx } from '@pitlane/platform';
import { Part, type Supersession } from '../catalogue/part.entity.js';
import { PartNotListed } from '../catalogue/part.errors.js';
import { SupersessionInCircle } from './supersession.errors.js';
import { type Chain, chainFrom, chainInStock, lockSupersessions } from './supersessions.queries.js';

export interface NewSupersession extends Omit<Supersession, 'successorId'> {
  readonly successorPartNumber: string;
}

/** Which number replaces which (PRT-1). */
@Injectable()
export class SupersessionsService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound | PartNotListed | PartAlreadySuperseded | SupersessionInCircle */
  supersede(partId: string, { successorPartNumber, ...entry }: NewSupersession): Promise<Chain> {
    return this.db.transaction(async (tx) => {
      await lockSupersessions(tx);
      const part = await tx.lock(Part, partId);
      const chain = await chainFrom(tx, part.storeId, successorPartNumber);
      const [successor] = chain;
      if (!successor) throw new PartNotListed([successorPartNumber]);
      if (chain.some((link) => link.partId === partId)) {
        throw new SupersessionInCircle(chain.map(({ partNumber }) => partNumber));
      }
      await tx.save(part, part.supersede({ ...entry, successorId: successor.partId }, successorPartNumber));
      return this.chainIn(tx, part);
    });
  }

  /** @throws NotFound | PartNotSuperseded */
  withdraw(partId: string): Promise<Chain> {
    return this.db.transaction(async (tx) => {
      const part = await tx.lock(Part, partId);
      await tx.save(part, part.withdrawSupersession());
      return this.chainIn(tx, part);
    });
  }

  /** @throws NotFound */
  chainOf(partId: string): Promise<Chain> {
    return this.db.read(async (tx) => this.chainIn(tx, await tx.get(Part, partId)));
  }

  private async chainIn(tx: Tx, { storeId, partNumber }: Part): Promise<Chain> {
    const today = localTime(this.clock.now(), this.stores.get(storeId).zone).date;
    return { links: await chainInStock(tx, storeId, partNumber), today };
  }
}
