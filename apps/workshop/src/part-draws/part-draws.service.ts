import { Injectable } from '@nestjs/common';
import { Database } from '@pitlane/platform';
import type { Act } from '../act.js';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { dropPartLines, requestParts } from './part-draws.js';

@Injectable()
export class PartDrawsService {
  constructor(private readonly db: Database) {}

  /** @throws NotFound | WrongJobStatus | NothingToRequest */
  request(id: string, jobId: string, lineIds: string[] | undefined, act: Act): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, id);
      return tx.save(order, requestParts(order.job(jobId), lineIds, act));
    });
  }

  /** @throws NotFound | PartLineNotOpen */
  drop(id: string, { lineIds, reason }: { lineIds: string[]; reason: string }, at: Date): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, id);
      return tx.save(order, dropPartLines(order, lineIds, reason, at));
    });
  }
}
