import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { SupplierReturnView } from './supplier-return.dto.js';
import { SupplierReturn } from './supplier-return.entity.js';

type Answer = SupplierReturnView & { code?: string };

describe('returns to the supplier (PRT-10)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const buyer = parts.as('parts-buyer');

  const send = (lotId: string, quantityThousandths: number) =>
    buyer.post<Answer>('/v1/supplier-returns', { lotId, quantityThousandths, reason: '包装进水' });
  const credit = (id: string, creditedFen: number, differenceReason?: string) =>
    buyer.post<Answer>(`/v1/supplier-returns/${id}/credit`, { creditedFen, creditNote: 'CN-77', differenceReason });

  /** 2.5 units at ¥3.33 that were rejected. */
  async function rejected() {
    const part = await counter.listPart();
    const bad = { quantityThousandths: 2500, unitCostFen: 333, result: 'rejected', reason: 'wet' };
    const { id: deliveryId, lots } = await counter.receive({ partNumber: part.partNumber, ...bad });
    return { part, deliveryId, lotId: lots[0]?.lotId ?? '' };
  }

  it('leave quarantine at the cost of their lot, and the credit is expected', async () => {
    const { part, deliveryId, lotId } = await rejected();
    const { status, body } = await send(lotId, 1500);

    expect({ status, body }).toMatchObject({
      status: 201,
      body: { deliveryId, supplier: 'SVW-ANTING', expectedCreditFen: 500, sentBy: 'gao.buyer', creditedFen: null },
    });
    expect(await counter.stockOf(part)).toMatchObject({ quarantinedThousandths: 1000 });
    const moved = `SELECT kind, quarantined_delta, sent_back_delta, reason FROM movement WHERE document_id = $1`;
    expect(await parts.sql(moved, [body.id])).toEqual([
      { kind: 'sent-back', quarantined_delta: '-1500', sent_back_delta: '1500', reason: '包装进水' },
    ]);
    expect(await counter.said(body.id)).toEqual(['supplier-return.sent']);
  });

  it('are no more than lies in quarantine, however many send it back at the same time', async () => {
    const { part, lotId } = await rejected();
    const answers = await Promise.all([1, 2, 3].map(() => send(lotId, 1000)));

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      ...{ code: 'PARTS.MORE_THAN_RETURNABLE', lotId, returnableThousandths: 500 },
    });
    expect(await counter.stockOf(part)).toMatchObject({ quarantinedThousandths: 500 });
    const sent = (await parts.all(SupplierReturn)).filter((one) => one.lotId === lotId);
    expect(sent).toHaveLength(2);
  });

  it('take what is free of the lot that is named, older stock stays, and the minimum hears of it (PRT-6)', async () => {
    const part = await counter.listPart({ minThousandths: 4000 });
    const { partNumber } = part;
    await counter.receive({ partNumber, quantityThousandths: 3000, expiresOn: '2027-06-30' });
    const { lots } = await counter.receive({ partNumber, quantityThousandths: 3000, unitCostFen: 333 });
    const lotId = lots[0]?.lotId ?? '';

    const { status, body } = await send(lotId, 2500);

    expect({ status, body }).toMatchObject({ status: 201, body: { expectedCreditFen: 833 } });
    const moved = `SELECT lot_id, kind, available_delta, sent_back_delta FROM movement WHERE document_id = $1`;
    expect(await parts.sql(moved, [body.id])).toEqual([
      { lot_id: lotId, kind: 'sent-back', available_delta: '-2500', sent_back_delta: '2500' },
    ]);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 3500, alert: 'below-minimum' });
    expect(await counter.said(part.id)).toContain('part.below-minimum');
    expect((await parts.as('service-manager').get('/v1/stock-audit')).body).toMatchObject({ differences: [] });
  });

  it('leave what is kept for somebody: what is more is refused, with what could go, and nothing is written', async () => {
    const part = await counter.listPart();
    const { partNumber } = part;
    const { lots } = await counter.receive({ partNumber, quantityThousandths: 3000 });
    const lotId = lots[0]?.lotId ?? '';
    await counter.book([{ partNumber, quantityThousandths: 2000 }]);

    expect(await send(lotId, 1001)).toMatchObject({
      status: 409,
      body: { code: 'PARTS.MORE_THAN_RETURNABLE', lotId, returnableThousandths: 1000 },
    });

    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 1000, reservedThousandths: 2000 });
    expect((await parts.all(SupplierReturn)).filter((one) => one.lotId === lotId)).toEqual([]);
  });

  it('and somebody who reserves it in the same moment do not both get the last one', async () => {
    const part = await counter.listPart();
    const wanted = { partNumber: part.partNumber, quantityThousandths: 1000 };
    const { lots } = await counter.receive(wanted);

    const [sent, reserved] = await Promise.all([send(lots[0]?.lotId ?? '', 1000), counter.reserve([wanted])]);

    const [line] = reserved.lines;
    expect([sent.status, line?.reservedThousandths]).toEqual(line?.reservedThousandths === 0 ? [201, 0] : [409, 1000]);
    expect(await counter.stockOf(part)).toMatchObject({
      ...{ availableThousandths: 0, reservedThousandths: line?.reservedThousandths },
    });
  });

  it('are credited once; a difference is explained, or nothing is written', async () => {
    const { lotId } = await rejected();
    const { id } = (await send(lotId, 2500)).body;
    const open = async () => {
      const { body } = await buyer.get<{ items: SupplierReturnView[] }>('/v1/supplier-returns?open=true&limit=100');
      return body.items.some((item) => item.id === id);
    };
    expect((await credit(id, 800)).body).toMatchObject({ code: 'PARTS.CREDIT_DIFFERS', expectedCreditFen: 833 });
    expect(await open()).toBe(true);

    const answers = await Promise.all([credit(id, 800, '扣除运费'), credit(id, 833)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await open()).toBe(false);
    expect((await buyer.get(`/v1/supplier-returns/${id}`)).body).toMatchObject({
      creditNote: 'CN-77',
      creditedBy: 'gao.buyer',
    });
    expect(await counter.said(id)).toEqual(['supplier-return.sent', 'supplier-return.credited']);
  });
});
