import type { TestService } from '@pitlane/testing';
import { done, uuid } from '@pitlane/testing/set-up';
import type { RequestParts, RequisitionView } from '../requisitions/requisition.dto.js';
import type { PurchaseOrderView } from './purchase-order.dto.js';
import { type OrderLineFacts, PurchaseOrder, type PurchaseOrderFacts } from './purchase-order.entity.js';
import type { StepTaken } from './purchase-order-step.entity.js';

export const taken = (over: Partial<StepTaken> = {}): StepTaken => ({
  ...{ id: uuid(9), by: 'gao.buyer', at: new Date('2026-11-21T01:00:00Z') },
  ...over,
});

/** A line of 4 oil filters at ¥52. */
export const anOrderLine = (over: Partial<OrderLineFacts> = {}): OrderLineFacts => ({
  ...{ id: uuid(3), requisitionId: uuid(4), partNumber: '06L115562', quantityThousandths: 4000, unitPriceFen: 5200 },
  reservationLineId: null,
  ...over,
});

/** A draft of SH001. */
export function aPurchaseOrder(over: Partial<PurchaseOrderFacts> = {}): PurchaseOrder {
  const supplier = { supplierId: uuid(2), supplierCode: 'SVW-ANTING', overDeliveryPerMille: 100 };
  const facts = { id: uuid(1), storeId: 'SH001', ...supplier, urgency: 'stock' as const, lines: [anOrderLine()] };
  return PurchaseOrder.place({ ...facts, ...over }, taken());
}

type Wanted = Pick<RequestParts, 'supplierId' | 'lines'> & Partial<RequestParts>;

/** The buyer of a store, whose requisitions are approved. */
export class PurchasingDesk {
  constructor(private readonly parts: TestService) {}

  /** What is wanted from one supplier, for stock unless told otherwise. */
  async approved(wanted: Wanted): Promise<{ requisitionId: string }> {
    const { id } = await this.post<RequisitionView>('/v1/requisitions', { urgency: 'stock', ...wanted });
    await this.post(`/v1/requisitions/${id}/approve`, {}, 'purchase-approver');
    return { requisitionId: id };
  }

  /** A draft of it. */
  async place(wanted: Wanted): Promise<PurchaseOrderView> {
    return this.post<PurchaseOrderView>('/v1/purchase-orders', { requisitions: [await this.approved(wanted)] });
  }

  /** The same, sent to the supplier. */
  async order(wanted: Wanted): Promise<PurchaseOrderView> {
    const { id } = await this.place(wanted);
    return this.post<PurchaseOrderView>(`/v1/purchase-orders/${id}/send`, {});
  }

  async show(id: string): Promise<PurchaseOrderView> {
    return (await this.parts.as('parts-buyer').get<PurchaseOrderView>(`/v1/purchase-orders/${id}`)).body;
  }

  private async post<Body>(path: string, body: object, who = 'parts-buyer'): Promise<Body> {
    return done(await this.parts.as(who).post<Body>(path, body));
  }
}
