import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, Log, SystemScope } from '@pitlane/platform';
import { PaymentsService } from '../payments/payments.service.js';
import type { GatewayTask } from './gateway-task.entity.js';
import { claimDueTasks, storesWithDueTasks } from './gateway-tasks.queries.js';
import { PaymentGateway } from './payment-gateway.js';

/** Calls the gateways after commit. A result that stayed unknown is asked for before the call is made again. */
@Injectable()
export class GatewayTasksService {
  constructor(
    private readonly db: Database,
    private readonly gateway: PaymentGateway,
    private readonly payments: PaymentsService,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @Every(1_000)
  async runInEachStore(): Promise<void> {
    const at = this.clock.now();
    const waiting = () => this.db.read((tx) => storesWithDueTasks(tx, at));
    await this.system.inStoresWith(waiting, (store) => this.runDue(store.id, at));
  }

  async runDue(storeId: string, at: Date): Promise<void> {
    const tasks = await this.db.transaction((tx) => claimDueTasks(tx, storeId, at));
    for (const task of tasks) {
      try {
        await (task.kind === 'open-order' ? this.openOrder(task) : this.refund(task, at));
      } catch (error) {
        const code = error instanceof Error ? error.name : 'error';
        this.log.warn('a gateway task failed and is tried again', { code, storeId });
      }
    }
  }

  private async openOrder(task: GatewayTask): Promise<void> {
    const known = task.attempts > 1 ? await this.gateway.findOrder(task.paymentId) : undefined;
    const { codeUrl } = known ?? (await this.gateway.openOrder({ ...task, idempotencyKey: task.id }));
    await this.payments.noteOrderOpened(task, codeUrl);
  }

  private async refund(task: GatewayTask, at: Date): Promise<void> {
    const known = task.attempts > 1 ? await this.gateway.findRefund(task.id) : undefined;
    const result = known ?? (await this.gateway.refund({ ...task, idempotencyKey: task.id }));
    await this.payments.noteRefundEnded(task, result, at);
  }
}
