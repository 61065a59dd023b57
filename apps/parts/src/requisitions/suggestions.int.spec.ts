import { startService } from '@pitlane/testing';
import { done } from '@pitlane/testing/set-up';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import type { PurchaseOrderView } from '../purchase-orders/purchase-order.dto.js';
import { PurchasingDesk } from '../purchase-orders/testing.js';
import { PartsCounter } from '../stock/testing.js';
import { registerSupplier } from '../suppliers/testing.js';
import { Requisition } from './requisition.entity.js';
import { Suggestions } from './suggestions.service.js';

describe('requisitions that the service suggests (PRT-6)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const desk = new PurchasingDesk(parts);
  const buyer = parts.as('parts-buyer');
  const approver = parts.as('purchase-approver');
  afterEach(() => parts.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

  const suggest = () => parts.inStore('SH001', () => parts.get(Suggestions).suggest('SH001', parts.clock.now()));
  const suggested = async (partNumber: string) =>
    (await parts.all(Requisition)).filter(({ suggestedPartNumber }) => suggestedPartNumber === partNumber);
  const openOf = async (partNumber: string) =>
    (await suggested(partNumber)).filter(({ status }) => status === 'requested');

  async function belowMinimum(over: Parameters<typeof counter.listPart>[0] = {}) {
    const { partNumber } = await counter.listPart({ minThousandths: 4000, maxThousandths: 9000, ...over });
    await counter.receive({ partNumber, quantityThousandths: 3000 });
    return partNumber;
  }

  /** What is suggested for a part is approved and sent to its supplier. */
  async function order(partNumber: string): Promise<PurchaseOrderView> {
    const [open] = await openOf(partNumber);
    const requisitionId = open?.id ?? '';
    done(await approver.post(`/v1/requisitions/${requisitionId}/approve`, {}));
    const placed = await buyer.post<PurchaseOrderView>('/v1/purchase-orders', { requisitions: [{ requisitionId }] });
    return done(await buyer.post<PurchaseOrderView>(`/v1/purchase-orders/${done(placed).id}/send`, {}));
  }

  /** A part with MIN 10 and MAX 13 of which 9 lay there, so that 4 are on order. */
  async function onOrder() {
    const { partNumber } = await counter.listPart({ minThousandths: 10_000, maxThousandths: 13_000 });
    await counter.receive({ partNumber, quantityThousandths: 9000 });
    const { code: supplier } = await registerSupplier(parts, [{ partNumber }]);
    await suggest();
    const { id: purchaseOrderId } = await order(partNumber);
    const deliver = async (quantityThousandths: number) => {
      const line = { partNumber, quantityThousandths, unitCostFen: 1000, result: 'accepted' };
      const delivery = { deliveryNote: `SD-${purchaseOrderId}`, supplier, purchaseOrderId, lines: [line] };
      done(await parts.as('parts-clerk').post('/v1/deliveries', delivery));
    };
    return { partNumber, purchaseOrderId, deliver };
  }

  it('fill up to the maximum, from the cheapest supplier that is not blocked', async () => {
    const partNumber = await belowMinimum();
    const [dear, blocked] = [{ unitPriceFen: 900 }, { unitPriceFen: 500 }];
    await registerSupplier(parts, [{ partNumber, ...dear, validFrom: '2026-12-01', unitPriceFen: 1 }]);
    const best = await registerSupplier(parts, [{ partNumber, ...dear }]);
    await registerSupplier(parts, [{ partNumber, unitPriceFen: 901 }]);
    const { id } = await registerSupplier(parts, [{ partNumber, ...blocked }]);
    await parts.as('service-manager').post(`/v1/suppliers/${id}/block`, { reason: 'counterfeit' });

    await suggest();

    expect(await suggested(partNumber)).toMatchObject([
      {
        ...{ source: 'alert', status: 'requested', urgency: 'stock', requestedBy: 'system', supplierId: best.id },
        lines: [{ partNumber, quantityThousandths: 6000, unitPriceFen: 900 }],
      },
    ]);
  });

  it('are made once by however many replicas, and for a crossing that was rejected not again', async () => {
    const partNumber = await belowMinimum();
    await registerSupplier(parts, [{ partNumber }]);

    await Promise.all([suggest(), suggest(), suggest()]);
    expect(await suggested(partNumber)).toHaveLength(1);

    const [first] = await suggested(partNumber);
    await approver.post(`/v1/requisitions/${first?.id ?? ''}/reject`, { reason: 'enough' });
    parts.clock.moveTo(new Date('2026-11-22T01:00:00Z'));
    await suggest();
    expect(await suggested(partNumber)).toHaveLength(1);

    await counter.receive({ partNumber, quantityThousandths: 2000 });
    await counter.book([{ partNumber, quantityThousandths: 2000 }]);
    await suggest();
    expect(await suggested(partNumber)).toHaveLength(2);
  });

  it('leave out what is asked for already', async () => {
    const partNumber = await belowMinimum();
    const { id: supplierId } = await registerSupplier(parts, [{ partNumber }]);
    const lines = [{ partNumber, quantityThousandths: 2500 }];
    await buyer.post('/v1/requisitions', { supplierId, urgency: 'stock', lines });
    await suggest();
    expect(await suggested(partNumber)).toMatchObject([{ lines: [{ quantityThousandths: 3500 }] }]);
  });

  it('are in whole packs (PRT-16)', async () => {
    const partNumber = await belowMinimum({ minPackThousandths: 4000 });
    await registerSupplier(parts, [{ partNumber }]);
    await suggest();
    expect(await suggested(partNumber)).toMatchObject([{ lines: [{ quantityThousandths: 8000 }] }]);
  });

  it('are made again, by one of the replicas, when what was ordered came and is below the minimum all the same', async () => {
    const { partNumber, deliver } = await onOrder();
    await counter.book([{ partNumber, quantityThousandths: 3000 }]);
    await suggest();
    expect(await openOf(partNumber)).toEqual([]); // 6 there and 4 to come: not below 10

    await counter.book([{ partNumber, quantityThousandths: 2000 }]);
    await deliver(4000);
    await Promise.all([suggest(), suggest(), suggest()]);

    expect(await suggested(partNumber)).toMatchObject([
      { status: 'ordered', lines: [{ quantityThousandths: 4000 }] },
      { status: 'requested', lines: [{ quantityThousandths: 5000 }] },
    ]);
  });

  it('are not made for each piece that is used while enough is to come, nor while the stock swings about the minimum', async () => {
    const { partNumber, deliver } = await onOrder();
    await counter.book([{ partNumber, quantityThousandths: 2000 }]);
    await deliver(4000);
    await suggest();
    expect(await suggested(partNumber)).toMatchObject([{ status: 'ordered' }]); // 11 of 10: the alert holds up to 12
  });

  it.each([
    ['cancelled', 0, 4000],
    ['closed short', 500, 3500],
  ])('are made again when their order is %s', async (_how, came, quantityThousandths) => {
    const { partNumber, purchaseOrderId, deliver } = await onOrder();
    if (came > 0) await deliver(came);
    const end = came > 0 ? 'close' : 'cancel';
    done(await buyer.post(`/v1/purchase-orders/${purchaseOrderId}/${end}`, { reason: 'no longer made' }));
    await suggest();
    expect(await openOf(partNumber)).toMatchObject([{ lines: [{ quantityThousandths }] }]);
    expect(await desk.show(purchaseOrderId)).toMatchObject({ lines: [{ receivedThousandths: came }] });
  });

  it('are made for the others when one part is so dear that no requisition can be worth it', async () => {
    const limits = { minThousandths: 400_000_000, maxThousandths: 900_000_000 };
    const dear = await belowMinimum({ partNumber: 'A-FIRST', ...limits });
    await registerSupplier(parts, [{ partNumber: dear, unitPriceFen: 1_000_000 }]);
    const partNumber = await belowMinimum();
    await registerSupplier(parts, [{ partNumber }]);

    await suggest();

    expect(await suggested(dear)).toEqual([]);
    expect(await suggested(partNumber)).toHaveLength(1);
  });
});
