import { Injectable } from '@nestjs/common';
import { Database } from '@pitlane/platform';
import type { Act } from '../act.js';
import { Finding } from '../findings/finding.entity.js';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { cancel } from './cancellation.js';

@Injectable()
export class CancellationService {
  constructor(private readonly db: Database) {}

  /** @throws NotFound | the refusals of cancel */
  cancel(id: string, reason: string, act: Act): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, id);
      const findings = await tx.list(Finding, { repairOrderId: id });
      return tx.save(order, cancel(order, findings, reason, act));
    });
  }
}
