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
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'PARTS.MORE_THAN_QUARANTINED' });
    expect(await counter.stockOf(part)).toMatchObject({ quarantinedThousandths: 500 });
    const sent = (await parts.all(SupplierReturn)).filter((one) => one.lotId === lotId);
    expect(sent).toHaveLength(2);
  });

  it('are not made of stock that is free', async () => {
    const { partNumber } = await counter.listPart();
    const { lots } = await counter.receive({ partNumber, quantityThousandths: 1000 });
    expect((await send(lots[0]?.lotId ?? '', 1)).body).toMatchObject({ code: 'PARTS.MORE_THAN_QUARANTINED' });
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
