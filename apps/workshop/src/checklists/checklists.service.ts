import { Injectable } from '@nestjs/common';
import { NotFound } from '@pitlane/kernel';
import { actingStore, Database, violatedConstraint } from '@pitlane/platform';
import type { ReviseChecklist } from './checklist.dto.js';
import { Checklist } from './checklist.entity.js';
import { ChecklistJustCreated } from './checklist.errors.js';

@Injectable()
export class ChecklistsService {
  constructor(private readonly db: Database) {}

  /** @throws ChecklistWithoutMeasure | LimitsCrossed | LimitWithoutUnit | ItemNamedTwice | ChecklistJustCreated */
  async revise(newId: string, operationCode: string, edition: ReviseChecklist): Promise<Checklist> {
    try {
      return await this.db.transaction(async (tx) => {
        const storeId = actingStore(tx.scope);
        const known = await tx.lockOne(Checklist, { storeId, operationCode });
        const checklist = known ?? Checklist.begun(newId, storeId, operationCode);
        checklist.revise(edition);
        return tx.save(checklist);
      });
    } catch (error) {
      if (violatedConstraint(error) === 'checklist_operation') throw new ChecklistJustCreated(operationCode);
      throw error;
    }
  }

  /** @throws NotFound */
  of(operationCode: string): Promise<Checklist> {
    return this.db.read(async (tx) => {
      const checklist = await tx.find(Checklist, { storeId: actingStore(tx.scope), operationCode });
      if (!checklist) throw new NotFound('checklist', operationCode);
      return checklist;
    });
  }
}
