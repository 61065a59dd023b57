import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery, violatedConstraint } from '@pitlane/platform';
import { Bay } from './bay.entity.js';
import { BayNameTaken } from './bay.errors.js';

@Injectable()
export class BaysService {
  constructor(private readonly db: Database) {}

  /** @throws BayNameTaken */
  async register(id: string, facts: Pick<Bay, 'name' | 'kind'>): Promise<Bay> {
    try {
      return await this.db.transaction((tx) => {
        const bay = Bay.register(id, actingStore(tx.scope), facts);
        return tx.save(bay, bay.changed());
      });
    } catch (error) {
      if (violatedConstraint(error) === 'bay_name') throw new BayNameTaken(facts.name);
      throw error;
    }
  }

  /** @throws NotFound | BayIsClosed */
  close(id: string): Promise<Bay> {
    return this.db.transaction(async (tx) => {
      const bay = await tx.lock(Bay, id);
      return tx.save(bay, bay.close());
    });
  }

  /** @throws NotFound | BayIsOpen */
  reopen(id: string): Promise<Bay> {
    return this.db.transaction(async (tx) => {
      const bay = await tx.lock(Bay, id);
      return tx.save(bay, bay.reopen());
    });
  }

  page(query: PageQuery): Promise<Page<Bay>> {
    return this.db.read((tx) => tx.page(Bay, {}, query));
  }
}
