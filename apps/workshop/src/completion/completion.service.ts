import { Injectable } from '@nestjs/common';
import { Database } from '@pitlane/platform';
import type { Act } from '../act.js';
import { Finding } from '../findings/finding.entity.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { KnownExitPass } from '../known-exit-passes/known-exit-pass.entity.js';
import type { FinalAudit } from './final-audit.js';
import type { Handover } from './handover.js';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { complete, deliver, handOver } from './completion.js';

@Injectable()
export class CompletionService {
  constructor(private readonly db: Database) {}

  /** @throws NotFound | the refusals of complete */
  complete(id: string, audit: FinalAudit, act: Act): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, id);
      const inspections = await tx.list(Inspection, { repairOrderId: id });
      const findings = await tx.list(Finding, { repairOrderId: id });
      return tx.save(order, complete(order, audit, { inspections, findings }, act));
    });
  }

  /** @throws NotFound | WrongOrderStatus */
  handOver(id: string, act: Act): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, id);
      return tx.save(order, handOver(order, act));
    });
  }

  /** @throws NotFound | the refusals of deliver */
  deliver(id: string, handover: Handover, act: Act): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, id);
      const { exitPassId } = handover;
      const exitPass = await tx.find(KnownExitPass, { storeId: order.storeId, exitPassId });
      const findings = await tx.list(Finding, { repairOrderId: id });
      return tx.save(order, deliver(order, handover, { exitPass, findings }, act));
    });
  }
}
