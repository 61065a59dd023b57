import { randomUUID } from 'node:crypto';
import type { TestCaller, TestService } from '@pitlane/testing';
import { done } from '@pitlane/testing/set-up';
import type { PartStockView, PartView } from '../catalogue/part.dto.js';
import { partEntry } from '../catalogue/testing.js';
import type { DeliveryView } from '../deliveries/delivery.dto.js';
import type { IncomingTransferView } from '../incoming-transfers/incoming-transfer.dto.js';
import type { ReservationView } from '../reservations/reservation.dto.js';
import { authorized, opened } from '../stock/testing.js';
import type { LotTraceView } from '../trace/trace.dto.js';
import type { RecallView } from './recall.dto.js';

const STAFF = {
  SH001: { clerk: 'zhu.parts', manager: 'huang.manager' },
  SH002: { clerk: 'ren.parts', manager: 'fu.manager' },
};

/** The parts of one store of several, as its own people see them. */
export class StoreParts {
  readonly clerk: TestCaller;
  readonly manager: TestCaller;
  private readonly partIds = new Map<string, string>();
  private notes = 0;

  constructor(
    private readonly parts: TestService,
    private readonly storeId: keyof typeof STAFF,
  ) {
    const { clerk, manager } = STAFF[storeId];
    this.clerk = parts.as(clerk, { store: storeId });
    this.manager = parts.as(manager, { store: storeId });
  }

  /** Lists a part. Answers its number. */
  async list({ partNumber } = partEntry()): Promise<string> {
    const { id } = done(await this.clerk.post<PartView>('/v1/parts', partEntry({ partNumber })));
    this.partIds.set(partNumber, id);
    return partNumber;
  }

  async receive(partNumber: string, quantityThousandths: number, deliveryNote?: string): Promise<DeliveryView> {
    this.notes += 1;
    const note = deliveryNote ?? `${this.storeId}-${this.notes}`;
    const lines = [{ partNumber, quantityThousandths, unitCostFen: 1_000, result: 'accepted' }];
    const delivery = { deliveryNote: note, supplier: 'SVW-ANTING', lines };
    return done(await this.clerk.post<DeliveryView>('/v1/deliveries', delivery));
  }

  async stockOf(partNumber: string): Promise<PartStockView> {
    return done(await this.clerk.get<PartStockView>(`/v1/parts/${this.partIds.get(partNumber)}`));
  }

  /** Keeps parts at the counter. Answers the reservation's id. */
  async reserve(partNumber: string, quantityThousandths: number): Promise<string> {
    const wanted = { lines: [{ partNumber, quantityThousandths }], reason: '电话' };
    return done(await this.clerk.post<ReservationView>('/v1/reservations', wanted)).id;
  }

  async reservation(id: string): Promise<ReservationView> {
    return done(await this.clerk.get<ReservationView>(`/v1/reservations/${id}`));
  }

  /** A car gets this. */
  async draw(partNumber: string, quantityThousandths: number) {
    const lines = [{ lineId: randomUUID(), quantityThousandths }];
    const wanted = lines.map((line) => ({ ...line, partNumber }));
    const order = authorized(randomUUID(), wanted);
    const { repairOrderId, vehicleId } = order;
    const options = { aggregateId: repairOrderId, storeId: this.storeId };
    await this.parts.deliver(opened(repairOrderId, vehicleId), options);
    await this.parts.deliver(order, options);
    done(await this.clerk.post('/v1/issues', { repairOrderId, receivedBy: 'wu.technician', lines }));
    return { repairOrderId, vehicleId };
  }

  suspect(deliveryId: string) {
    return this.clerk.post<RecallView & { code?: string }>(`/v1/deliveries/${deliveryId}/suspect`, {
      reason: '防伪码不符',
    });
  }

  lift(deliveryId: string) {
    return this.manager.post<RecallView & { code?: string }>(`/v1/deliveries/${deliveryId}/lift-suspicion`, {
      reason: '厂家确认为正品',
    });
  }

  /** As its service manager sees it. */
  async recallOf(deliveryId: string): Promise<RecallView> {
    return done(await this.manager.get<RecallView>(`/v1/deliveries/${deliveryId}/repair-orders`));
  }

  /** Deliveries under suspicion, newest first. */
  async suspected(): Promise<DeliveryView[]> {
    return done(await this.manager.get<{ items: DeliveryView[] }>('/v1/deliveries/suspected')).items;
  }

  /** The delivery that a transfer became. */
  async deliveryOf({ lots: [lot] }: IncomingTransferView): Promise<DeliveryView> {
    const { deliveryId } = done(await this.clerk.get<LotTraceView>(`/v1/trace/lots/${lot?.lotId}`));
    return done(await this.clerk.get<DeliveryView>(`/v1/deliveries/${deliveryId}`));
  }
}
