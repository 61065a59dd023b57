import {
  type LotResult, type OrderedPart, type OrderUrgency, PurchaseOrderConfirmed, type PurchaseOrderEnd, PurchaseOrderEnded, PurchaseOrderLate,
  PurchaseOrderReceived, PurchaseOrderSent,
} from '@pitlane/contracts'; // prettier-ignore
import { plusDays } from '@pitlane/kernel';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import { ConfirmedInPast, MoreThanOrdered, PartNotOnOrder, PurchaseOrderIs } from './purchase-order.errors.js';
import { PurchaseOrderLine, type WaitingLine } from './purchase-order-line.entity.js';
import { type ArrivedLot, type DecidedPortion, type Portion, portionsOf } from './portions.js';
import { type PurchaseOrderStatus, UNDER_WAY } from './purchase-order-status.js';
import { PurchaseOrderStep, type StepName, type StepTaken } from './purchase-order-step.entity.js';

export interface OrderLineFacts {
  id: string;
  requisitionId: string;
  partNumber: string;
  quantityThousandths: number;
  unitPriceFen: number;
  reservationLineId: string | null;
}

export interface PurchaseOrderFacts {
  id: string;
  storeId: string;
  supplierId: string;
  supplierCode: string;
  urgency: OrderUrgency;
  /** By how much more may come than was ordered, in thousandths: 50 is 5 %. */
  overDeliveryPerMille: number;
  lines: readonly OrderLineFacts[];
}

/** What came of an order with one delivery. */
export interface Arrival {
  deliveryId: string;
  deliveryNote: string;
  lots: readonly ArrivedLot[];
}

export interface Receipt {
  readonly portions: readonly Portion[];
  readonly events: readonly (PurchaseOrderReceived | PurchaseOrderEnded)[];
}

const NOTHING_YET = { receivedThousandths: 0, undecidedThousandths: 0, askedThousandths: 0 };

const sumOf = (lines: readonly PurchaseOrderLine[], quantity: 'quantityThousandths' | 'receivedThousandths'): number =>
  lines.reduce((sum, line) => sum + line[quantity], 0);

/** What a store orders from one supplier, from the draft to the last piece (PRT-7). */
@Entity()
export class PurchaseOrder extends Aggregate {
  @Column('uuid') supplierId!: string;
  @Disclosed() @Column('text') supplierCode!: string;
  @Disclosed() @Column('text') urgency!: OrderUrgency;
  @Disclosed() @Column('text') status!: PurchaseOrderStatus;
  @Column('int') overDeliveryPerMille!: number;
  /** When it should be there: the day that the supplier confirmed, before that by lead time. Null until it is sent. */
  @Column('date', { nullable: true }) expectedOn!: string | null;
  @Disclosed() @Column('text', { nullable: true }) trackingNumber!: string | null;
  /** The missed day for which it was said that the order is late. */
  @Column('date', { nullable: true }) lateSaidFor!: string | null;
  @OneToMany(() => PurchaseOrderLine, (line) => line.purchaseOrder, { cascade: true, eager: true })
  lines!: PurchaseOrderLine[];
  @OneToMany(() => PurchaseOrderStep, (step) => step.purchaseOrder, { cascade: true, eager: true })
  steps!: PurchaseOrderStep[];

  /** A draft: the supplier does not know of it yet. */
  static place({ lines, ...facts }: PurchaseOrderFacts, taken: StepTaken): PurchaseOrder {
    const order = new PurchaseOrder();
    order.begin(facts.id, facts.storeId);
    Object.assign(order, facts, { status: 'draft', expectedOn: null, trackingNumber: null, lateSaidFor: null });
    order.lines = lines.map((line, position) =>
      Object.assign(new PurchaseOrderLine(), line, { ...NOTHING_YET, storeId: facts.storeId, position }),
    );
    order.steps = [];
    order.take('placed', taken);
    return order;
  }

  /** @param today the store's calendar day; leadDays later it is expected @throws PurchaseOrderIs */
  send(taken: StepTaken, { today, leadDays }: { today: string; leadDays: number }): PurchaseOrderSent {
    this.checkStatus('draft');
    this.status = 'sent';
    this.expectedOn = plusDays(today, leadDays);
    this.take('sent', taken);
    const { id: purchaseOrderId, supplierId, supplierCode, urgency, expectedOn } = this;
    return PurchaseOrderSent.of({
      ...{ purchaseOrderId, supplierId, supplierCode, urgency, expectedOn },
      lines: this.missingParts,
      sentAt: taken.at.toISOString(),
    });
  }

  /** The supplier names the day, or another day. @throws PurchaseOrderIs | ConfirmedInPast */
  confirm(taken: StepTaken, { expectedOn, today }: { expectedOn: string; today: string }): PurchaseOrderConfirmed {
    this.checkStatus(...UNDER_WAY);
    if (expectedOn < today) throw new ConfirmedInPast(expectedOn);
    if (this.status === 'sent') this.status = 'confirmed';
    this.expectedOn = expectedOn;
    this.take('confirmed', taken, expectedOn);
    const { id: purchaseOrderId, supplierId, supplierCode } = this;
    return PurchaseOrderConfirmed.of({
      ...{ purchaseOrderId, supplierId, supplierCode, expectedOn },
      lines: this.missingParts,
      confirmedAt: taken.at.toISOString(),
    });
  }

  /** It is on its way. @throws PurchaseOrderIs */
  ship(taken: StepTaken, trackingNumber: string): void {
    this.checkStatus('sent', 'confirmed');
    this.status = 'shipped';
    this.trackingNumber = trackingNumber;
    this.take('shipped', taken, trackingNumber);
  }

  /**
   * Lots of a delivery came. Their quantities count unless they are rejected, and go to the lines of their part: first to those
   * that somebody waits for; what is more than ordered, within the tolerance, to the last one. It is complete once nothing is missing
   * and nothing waits for a decision.
   * @throws PurchaseOrderIs | PartNotOnOrder | MoreThanOrdered
   */
  receive(taken: StepTaken, { deliveryId, deliveryNote, lots }: Arrival): Receipt {
    this.checkStatus(...UNDER_WAY);
    const portions = [...new Set(lots.map(({ partNumber }) => partNumber))].flatMap((partNumber) =>
      this.receivePart(
        partNumber,
        lots.filter((lot) => lot.partNumber === partNumber),
      ),
    );
    const counted = portions.filter(({ lot }) => lot.result !== 'rejected');
    if (counted.length > 0) this.status = this.statusByLines;
    this.take('received', taken, deliveryNote);
    return { portions, events: this.receiptEvents({ deliveryId, counted }, taken.at) };
  }

  private receivePart(partNumber: string, lots: readonly ArrivedLot[]): Portion[] {
    const lines = this.linesInOrder.filter((line) => line.partNumber === partNumber);
    if (lines.length === 0) throw new PartNotOnOrder(this.id, partNumber);
    const portions = portionsOf(lines, lots);
    for (const { line, lot, quantityThousandths } of portions) line.receive(quantityThousandths, lot.result);
    const [ordered, received] = [sumOf(lines, 'quantityThousandths'), sumOf(lines, 'receivedThousandths')];
    const mostThousandths = Math.floor((ordered * (1_000 + this.overDeliveryPerMille)) / 1_000);
    const cameNow = lots.some(({ result }) => result !== 'rejected');
    if (cameNow && received > mostThousandths) throw new MoreThanOrdered(this.id, partNumber, mostThousandths);
    return portions;
  }

  private receiptEvents(
    { deliveryId, counted }: { deliveryId: string; counted: readonly Portion[] },
    at: Date,
  ): (PurchaseOrderReceived | PurchaseOrderEnded)[] {
    if (counted.length === 0) return [];
    const { id: purchaseOrderId, supplierId, supplierCode } = this;
    const lines = counted.map(({ line, lot, quantityThousandths }) => ({
      ...{ lotId: lot.id, partNumber: lot.partNumber, quantityThousandths },
      ...{ unitPriceFen: line.unitPriceFen, unitCostFen: lot.unitCostFen },
    }));
    const complete = this.status === 'closed';
    const facts = { purchaseOrderId, supplierId, supplierCode, deliveryId, lines, complete };
    const received = PurchaseOrderReceived.of({ ...facts, receivedAt: at.toISOString() });
    return complete ? [received, this.ended('complete', at)] : [received];
  }

  /** What waited for a decision is accepted, or missing again. @returns that nothing more comes, when that makes it complete */
  decide(decided: readonly DecidedPortion[], result: LotResult, at: Date): PurchaseOrderEnded | undefined {
    for (const { purchaseOrderLineId, quantityThousandths } of decided) {
      this.lines.find(({ id }) => id === purchaseOrderLineId)?.decide(quantityThousandths, result);
    }
    if (this.status !== 'part-received' && this.status !== 'received') return undefined;
    this.status = this.statusByLines;
    return this.status === 'closed' ? this.ended('complete', at) : undefined;
  }

  private get statusByLines(): PurchaseOrderStatus {
    if (this.lines.some(({ missingThousandths }) => missingThousandths > 0)) return 'part-received';
    return this.lines.some(({ undecidedThousandths }) => undecidedThousandths > 0) ? 'received' : 'closed';
  }

  /** Nothing came and nothing will. @throws PurchaseOrderIs */
  cancel(taken: StepTaken, reason: string): PurchaseOrderEnded {
    this.checkStatus('draft', 'sent', 'confirmed', 'shipped');
    this.status = 'cancelled';
    this.take('cancelled', taken, reason);
    return this.ended('cancelled', taken.at, reason);
  }

  /** Some of it came; the rest is given up, and what waits for a decision is not waited for. @throws PurchaseOrderIs */
  close(taken: StepTaken, reason: string): PurchaseOrderEnded {
    this.checkStatus('part-received', 'received');
    this.status = 'closed';
    this.take('closed', taken, reason);
    return this.ended('closed', taken.at, reason);
  }

  /** Says once for each day that was missed that the order is late. @param today the store's calendar day */
  noteLate(today: string, at: Date): PurchaseOrderLate | undefined {
    const { id: purchaseOrderId, supplierId, supplierCode, urgency, expectedOn } = this;
    if (!this.isUnderWay || expectedOn === null || expectedOn >= today) return undefined;
    if (this.lateSaidFor === expectedOn) return undefined;
    this.lateSaidFor = expectedOn;
    const facts = { purchaseOrderId, supplierId, supplierCode, urgency, expectedOn };
    return PurchaseOrderLate.of({ ...facts, lines: this.missingParts, occurredAt: at.toISOString() });
  }

  isFor(waiting: readonly WaitingLine[]): boolean {
    return waiting.some((one) => this.lines.some((line) => line.isFor(one)));
  }

  get isUnderWay(): boolean {
    return UNDER_WAY.some((status) => status === this.status);
  }

  get linesInOrder(): PurchaseOrderLine[] {
    return [...this.lines].sort((a, b) => a.position - b.position);
  }

  private get missingParts(): OrderedPart[] {
    const missing = this.linesInOrder.filter(({ missingThousandths }) => missingThousandths > 0);
    return missing.map((line) => line.toMissingPart());
  }

  private ended(outcome: PurchaseOrderEnd, at: Date, reason?: string): PurchaseOrderEnded {
    const { id: purchaseOrderId, supplierId, supplierCode } = this;
    const facts = { purchaseOrderId, supplierId, supplierCode, outcome, endedAt: at.toISOString() };
    return PurchaseOrderEnded.of({ ...facts, ...(reason !== undefined && { reason }) });
  }

  private take(step: StepName, { id, by, at }: StepTaken, note: string | null = null): void {
    const { storeId } = this;
    const facts = { id, storeId, position: this.steps.length, step, takenBy: by, takenAt: at, note };
    this.steps.push(Object.assign(new PurchaseOrderStep(), facts));
  }

  private checkStatus(...allowed: PurchaseOrderStatus[]): void {
    if (!allowed.includes(this.status)) throw new PurchaseOrderIs(this.id, this.status);
  }
}
