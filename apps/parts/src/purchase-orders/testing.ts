import type { TestService } from '@pitlane/testing';
import type { RequestParts, RequisitionView } from '../requisitions/requisition.dto.js';
import type { PurchaseOrderView } from './purchase-order.dto.js';
import { type OrderLineFacts, PurchaseOrder, type PurchaseOrderFacts } from './purchase-order.entity.js';
import type { StepTaken } from './purchase-order-step.entity.js';

const uuid = (n: number): string => `0198f000-0000-7000-8000-${String(n).padStart(12, '0')}`;

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

/** The buyer of a store, whose requisitions are approved. */
export class PurchasingDesk {
  constructor(private readonly parts: TestService) {}

  /** A draft of what is wanted from one supplier, for stock unless told otherwise. */
  async place(wanted: Pick<RequestParts, 'supplierId' | 'lines'> & Partial<RequestParts>): Promise<PurchaseOrderView> {
    const { id } = await this.done<RequisitionView>('/v1/requisitions', { urgency: 'stock', ...wanted });
    await this.done(`/v1/requisitions/${id}/approve`, {}, 'purchase-approver');
    return this.done<PurchaseOrderView>('/v1/purchase-orders', { requisitions: [{ requisitionId: id }] });
  }

  /** The same, sent to the supplier. */
  async order(wanted: Parameters<PurchasingDesk['place']>[0]): Promise<PurchaseOrderView> {
    const { id } = await this.place(wanted);
    return this.done<PurchaseOrderView>(`/v1/purchase-orders/${id}/send`, {});
  }

  async show(id: string): Promise<PurchaseOrderView> {
    return (await this.parts.as('parts-buyer').get<PurchaseOrderView>(`/v1/purchase-orders/${id}`)).body;
  }

  private async done<Body>(path: string, body: object, who = 'parts-buyer'): Promise<Body> {
    const answer = await this.parts.as(who).post<Body>(path, body);
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }
}
