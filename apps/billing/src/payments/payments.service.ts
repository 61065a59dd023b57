import { Inject, Injectable } from '@nestjs/common';
import { NotFound } from '@pitlane/kernel';
import { actingStore, Clock, CONFIG, type Config, Database, Every, Log, oneByOne, type Page, type PageQuery, SystemScope, type Tx, violatedConstraint } from '@pitlane/platform'; // prettier-ignore
import { In, LessThanOrEqual } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { revokePass } from '../exit-passes/exit-passes.queries.js';
import { GatewayTask } from '../gateways/gateway-task.entity.js';
import { GatewayNotConfigured } from '../gateways/gateway.errors.js';
import { Settlement } from '../settlements/settlement.entity.js';
import {
  approveRefund, endRefund, expirePayment, type GatewayNotice, noteGateway, refund, type RefundDecision, requestRefund,
  takePayment,
} from './paying.js'; // prettier-ignore
import { type Gateway, isGateway, type NewPayment, Payment, type PaymentStatus } from './payment.entity.js';
import { OtherTransaction } from './payment.errors.js';
import { Refund, type RefundRequest } from './refund.entity.js';

/** A payment with the settlement that it is part of. */
export interface SettledPayment {
  readonly payment: Payment;
  readonly settlement: Settlement;
}

/** Each command locks the settlement: its payments and refunds are parts of it, and its sums hold for all of them. */
@Injectable()
export class PaymentsService {
  constructor(
    private readonly db: Database,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws NotFound | SettlementNotPayable | MoreThanOpen | GatewayNotConfigured */
  take(settlementId: string, wanted: Omit<NewPayment, 'id'>): Promise<SettledPayment> {
    const { method } = wanted;
    if (isGateway(method) && this.config.NODE_ENV === 'production') throw new GatewayNotConfigured(method);
    return this.db.transaction(async (tx) => {
      const settlement = await tx.lock(Settlement, settlementId);
      const { payment, events } = takePayment(settlement, { ...wanted, id: uuidv7() });
      await tx.save(settlement, ...events);
      if (isGateway(method)) await tx.add(GatewayTask.toOpenOrder(uuidv7(), method, payment));
      return { payment, settlement };
    });
  }

  /**
   * @returns the payment as it is now
   * @throws NotFound | PaymentAmountDiffers | OtherTransaction
   */
  async noteGateway(notice: GatewayNotice & { gateway: Gateway }, at: Date): Promise<Payment> {
    try {
      return await this.db.transaction(async (tx) => {
        const settlement = await settlementOf(tx, notice.paymentId);
        const payment = settlement.payment(notice.paymentId);
        if (payment.method !== notice.gateway) throw new NotFound('payment', notice.paymentId);
        const events = noteGateway(settlement, notice, at);
        await tx.save(settlement, ...events);
        return payment;
      });
    } catch (error) {
      if (violatedConstraint(error) === 'payment_transaction') throw new OtherTransaction(notice.paymentId);
      throw error;
    }
  }

  async noteOrderOpened(task: GatewayTask, codeUrl: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const settlement = await tx.lock(Settlement, task.settlementId);
      settlement.payment(task.paymentId).codeUrl = codeUrl;
      await tx.save(settlement);
      await tx.put(task.done());
    });
  }

  /** A cashier asks; a manager decides. @throws NotFound | PaymentNotReceived | MoreThanReceived */
  requestRefund(paymentId: string, request: Omit<RefundRequest, 'id'>): Promise<Refund> {
    return this.withSettlementOf(paymentId, (settlement) =>
      requestRefund(settlement, paymentId, { ...request, id: uuidv7() }),
    );
  }

  /** @throws NotFound | SecondPersonNeeded | PaymentNotReceived | MoreThanReceived */
  refund(paymentId: string, request: Omit<RefundRequest, 'id'>): Promise<Refund> {
    return this.withSettlementOf(paymentId, (settlement) =>
      refund(settlement, paymentId, { ...request, id: uuidv7() }),
    );
  }

  /** @throws NotFound | SecondPersonNeeded | RefundNotRequested | PaymentNotReceived | MoreThanReceived */
  approveRefund(refundId: string, approval: { approvedBy: string; at: Date }): Promise<Refund> {
    return this.db.transaction(async (tx) => {
      const { paymentId } = await tx.get(Refund, refundId);
      const settlement = await settlementOf(tx, paymentId);
      return saveRefund(tx, settlement, approveRefund(settlement, refundId, approval));
    });
  }

  async noteRefundEnded(task: GatewayTask, how: 'refunded' | 'rejected', at: Date): Promise<void> {
    await this.db.transaction(async (tx) => {
      const settlement = await tx.lock(Settlement, task.settlementId);
      const events = task.refundId === null ? [] : endRefund(settlement, task.refundId, how, at);
      await tx.save(settlement, ...events);
      await revokePass(tx, settlement, at);
      await tx.put(task.done());
    });
  }

  @Every(10_000)
  async expireInEachStore(): Promise<void> {
    await this.system.inEachStore((store) => this.expireOverdue(store.id, this.clock.now()));
  }

  /** Ends the gateway orders of a store that nobody paid in time. */
  async expireOverdue(storeId: string, at: Date): Promise<void> {
    const overdue = await this.db.read((tx) =>
      tx.list(Payment, { storeId, status: 'pending', expiresAt: LessThanOrEqual(at) }),
    );
    await oneByOne(overdue, this.log, ({ id, settlementId }) =>
      this.db.transaction(async (tx) => {
        const settlement = await tx.lock(Settlement, settlementId);
        expirePayment(settlement, id, at);
        await tx.save(settlement);
      }),
    );
  }

  /** Payments of the store, newest first; `surplus` are those that wait for their refund. */
  async page(where: { status?: PaymentStatus }, page: PageQuery): Promise<Page<SettledPayment>> {
    const storeId = actingStore();
    return this.db.read(async (tx) => {
      const { items, nextCursor } = await tx.page(Payment, { ...where, storeId }, page);
      const settlementIds = items.map(({ settlementId }) => settlementId);
      const settlements = await tx.list(Settlement, { id: In(settlementIds) });
      const settled = items.flatMap((payment) => {
        const settlement = settlements.find(({ id }) => id === payment.settlementId);
        return settlement ? [{ payment, settlement }] : [];
      });
      return { items: settled, nextCursor };
    });
  }

  private withSettlementOf(paymentId: string, decide: (settlement: Settlement) => RefundDecision): Promise<Refund> {
    return this.db.transaction(async (tx) => {
      const settlement = await settlementOf(tx, paymentId);
      return saveRefund(tx, settlement, decide(settlement));
    });
  }
}

/** Locks the settlement that a payment is part of. @throws NotFound */
async function settlementOf(tx: Tx, paymentId: string): Promise<Settlement> {
  const { settlementId } = await tx.get(Payment, paymentId);
  return tx.lock(Settlement, settlementId);
}

async function saveRefund(tx: Tx, settlement: Settlement, decision: RefundDecision): Promise<Refund> {
  const { refund: decided, payment, events } = decision;
  await tx.save(settlement, ...events);
  if (decided.refundedAt) await revokePass(tx, settlement, decided.refundedAt);
  if (decided.status === 'sending' && isGateway(payment.method)) {
    await tx.add(GatewayTask.toRefund(uuidv7(), payment.method, { refund: decided, payment }));
  }
  return decided;
}
