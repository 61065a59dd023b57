import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { done } from '@pitlane/testing/set-up';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import { registerSupplier } from '../suppliers/testing.js';
import { PurchasingDesk } from './testing.js';

describe('what is bought in a hurry (PRT-14, PRT-15)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const desk = new PurchasingDesk(parts);
  const buyer = parts.as('parts-buyer');

  /** A job that misses so much of a part, and who sells it. */
  async function missing(quantityThousandths: number, price: { minimumOrderThousandths?: number } = {}) {
    const { partNumber } = await counter.listPart();
    const suppliers = [await registerSupplier(parts, [{ partNumber, ...price }])];
    suppliers.push(await registerSupplier(parts, [{ partNumber, ...price }]));
    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ partNumber, quantityThousandths, lineId }]);
    const buy = ({ from = 0, urgency = 'vor' as const, wanted = quantityThousandths } = {}) =>
      desk.order({
        supplierId: suppliers[from]?.id ?? '',
        urgency,
        lines: [{ partNumber, quantityThousandths: wanted, reservationLineId: lineId }],
      });
    const deliver = async (purchaseOrderId: string, quantity: number, from = 0) => {
      const line = { partNumber, quantityThousandths: quantity, unitCostFen: 1000, result: 'accepted' };
      const note = { deliveryNote: `EB-${purchaseOrderId}`, supplier: suppliers[from]?.code ?? '' };
      done(await parts.as('parts-clerk').post('/v1/deliveries', { ...note, purchaseOrderId, lines: [line] }));
    };
    return { partNumber, supplierId: suppliers[0]?.id ?? '', lineId, repairOrderId, buy, deliver };
  }
  const demandOf = (partNumber: string) =>
    parts.sql<{ id: string; quantity: number }>(
      `SELECT request_id AS id, quantity_thousandths::int AS quantity FROM demand_request JOIN part ON part.id = part_id
       WHERE part_number = $1 AND quantity_thousandths > 0 ORDER BY quantity`,
      [partNumber],
    );
  const end = (id: string, how: 'cancel' | 'close') =>
    buyer.post(`/v1/purchase-orders/${id}/${how}`, { reason: 'cannot deliver' });

  it('is demand, of the line that waits or of nobody in particular; what is bought in time is not', async () => {
    const { partNumber, supplierId, lineId, buy } = await missing(1000);
    const lines = [{ partNumber, quantityThousandths: 4000 }];
    await desk.order({ supplierId, lines });
    expect(await demandOf(partNumber)).toEqual([]);
    await buy();
    const { lines: ordered } = await desk.order({ supplierId, urgency: 'emergency', lines });
    expect(ordered).toHaveLength(1);
    expect(await demandOf(partNumber)).toEqual([
      { id: lineId, quantity: 1000 },
      { id: expect.any(String), quantity: 4000 },
    ]);
  });

  it('is demand once, though one cannot deliver and another one does', async () => {
    const { partNumber, lineId, repairOrderId, buy, deliver } = await missing(1000);
    const { id } = await buy();
    const answers = await Promise.all([end(id, 'cancel'), end(id, 'cancel')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await demandOf(partNumber)).toEqual([]);

    const { id: other } = await buy({ from: 1 });
    await deliver(other, 1000, 1);
    await counter.issue(repairOrderId, lineId, 1000);
    expect(await demandOf(partNumber)).toEqual([{ id: lineId, quantity: 1000 }]);
  });

  it('is no more demand than the line misses, however much the supplier sells at least', async () => {
    const { partNumber, lineId, buy, deliver } = await missing(1000, { minimumOrderThousandths: 10_000 });
    const { id, lines } = await buy();
    expect(lines).toMatchObject([{ quantityThousandths: 10_000 }]);
    expect(await demandOf(partNumber)).toEqual([{ id: lineId, quantity: 1000 }]);

    await deliver(id, 1000);
    await end(id, 'close');
    expect(await demandOf(partNumber)).toEqual([{ id: lineId, quantity: 1000 }]);
  });

  it('is demand as far as it came when the rest is given up, and the rest when that is bought elsewhere', async () => {
    const { partNumber, lineId, repairOrderId, buy, deliver } = await missing(3000);
    const { id } = await buy();
    await deliver(id, 2000);
    await counter.issue(repairOrderId, lineId, 2000);
    await end(id, 'close');
    expect(await demandOf(partNumber)).toEqual([{ id: lineId, quantity: 2000 }]);
    await buy({ from: 1, wanted: 1000 });
    expect(await demandOf(partNumber)).toEqual([{ id: lineId, quantity: 3000 }]);
  });

  it('is none when it is for nobody in particular and never comes, nor before it is sent', async () => {
    const { partNumber, supplierId } = await missing(1000);
    const wanted = { supplierId, urgency: 'emergency' as const, lines: [{ partNumber, quantityThousandths: 4000 }] };
    await end((await desk.order(wanted)).id, 'cancel');
    const draft = await desk.place(wanted);
    expect((await end(draft.id, 'cancel')).status).toBe(200);
    expect(await demandOf(partNumber)).toEqual([]);
  });
});
