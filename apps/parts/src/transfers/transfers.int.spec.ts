import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { partEntry } from '../catalogue/testing.js';
import type { PartStockView, PartView } from '../catalogue/part.dto.js';
import type { IncomingTransferView } from '../incoming-transfers/incoming-transfer.dto.js';
import { migrations } from '../migrations/index.js';
import type { OutgoingTransferView } from '../outgoing-transfers/outgoing-transfer.dto.js';
import type { GroupStockView } from '../sister-stores/group-stock.dto.js';
import { PartsCounter } from '../stock/testing.js';
import { TransferDesk } from './testing.js';

/** For every shipped lot: what became of it, in thousandths and in what it cost (PRT-11). */
const LEAKS = `
  SELECT gone.lot_id FROM outgoing_transfer_lot gone
  JOIN outgoing_transfer given ON given.id = gone.outgoing_transfer_id
  LEFT JOIN incoming_transfer_lot came
    ON came.incoming_transfer_id = given.transfer_id AND came.from_lot_id = gone.lot_id
  LEFT JOIN lot ON lot.id = came.id
  JOIN (SELECT document_id, lot_id, sum(moved_out_delta) AS out FROM movement GROUP BY document_id, lot_id) moved
    ON moved.document_id = given.id AND moved.lot_id = gone.lot_id
  WHERE moved.out <> gone.quantity_thousandths - gone.gone_back_thousandths
    OR coalesce(lot.received_thousandths, 0) <> coalesce(came.received_thousandths, 0)
    OR lot.unit_cost_fen <> gone.unit_cost_fen
    OR (given.status IN ('arrived', 'closed') AND gone.received_thousandths <> came.received_thousandths)`;

describe('a transfer between stores (PRT-11)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts); // of SH001, which gives
  const desk = new TransferDesk(parts);
  const { giver, taker } = desk;

  /** Listed in both stores; SH001 has 3 at ¥10 and 7 at ¥12. */
  async function aPart(): Promise<{ here: PartView; there: PartView; partNumber: string }> {
    const here = await counter.listPart();
    const { partNumber } = here;
    const { body: there } = await taker.post<PartView>('/v1/parts', partEntry({ partNumber }));
    const paper = { certificate: 'CCC-1', expiresOn: '2027-06-30' };
    await counter.receive({ partNumber, quantityThousandths: 3_000, unitCostFen: 1_000, ...paper });
    await counter.receive({ partNumber, quantityThousandths: 7_000, unitCostFen: 1_200 });
    return { here, there, partNumber };
  }

  const stockThere = async ({ id }: PartView) => (await taker.get<PartStockView>(`/v1/parts/${id}`)).body;

  afterEach(async () => expect(await parts.sql(LEAKS)).toEqual([]));

  it('moves the oldest lots with their cost, their papers and their supplier', async () => {
    const { here, there, partNumber } = await aPart();
    const id = await desk.inTransit(partNumber, 4_000);

    expect(await counter.stockOf(here)).toMatchObject({ availableThousandths: 6_000 });
    expect(await stockThere(there)).toMatchObject({ availableThousandths: 0 });
    expect(await desk.incoming(id)).toMatchObject({ status: 'in-transit', lots: [{ lotId: null }, { lotId: null }] });

    const { status, body } = await desk.receive(id);

    expect({ status, transfer: body.status }).toEqual({ status: 200, transfer: 'received' });
    const { availableThousandths, lots } = await stockThere(there);
    expect(availableThousandths).toBe(4_000);
    expect(lots).toMatchObject([
      { lotId: body.lots[0]?.lotId, unitCostFen: 1_000, supplier: 'SVW-ANTING', expiresOn: '2027-06-30' },
      { lotId: body.lots[1]?.lotId, unitCostFen: 1_200, supplier: 'SVW-ANTING', availableThousandths: 1_000 },
    ]);
    expect(lots.map(({ deliveryNote }) => deliveryNote)).toEqual(body.lots.map(({ deliveryNote }) => deliveryNote));
    expect(body.lots[0]).toMatchObject({ certificate: 'CCC-1', receivedThousandths: 3_000 });
    await desk.carry();
    expect(await desk.outgoing(id)).toMatchObject({ status: 'closed' });
    expect(await counter.said(id)).toEqual(['incoming-transfer.requested', 'incoming-transfer.received']);
    expect(await counter.said((await desk.outgoing(id)).id)).toEqual(['outgoing-transfer.shipped']);
  });

  it('serves those who wait in the other store first', async () => {
    const { there, partNumber } = await aPart();
    const wanted = { lines: [{ partNumber, quantityThousandths: 1_000 }], reason: '电话' };
    const { body } = await taker.post<{ id: string }>('/v1/reservations', wanted);
    await desk.receive(await desk.inTransit(partNumber, 2_000));
    expect((await taker.get(`/v1/reservations/${body.id}`)).body).toMatchObject({ status: 'reserved' });
    expect(await stockThere(there)).toMatchObject({ availableThousandths: 1_000, reservedThousandths: 1_000 });
  });

  it('says what was lost on the way, and takes back into its own lot what was not wanted', async () => {
    const { here, there, partNumber } = await aPart();
    const id = await desk.inTransit(partNumber, 3_000);
    const fromLotId = (await desk.incoming(id)).lots[0]?.fromLotId;
    const differences = [{ fromLotId, lostThousandths: 500, goingBackThousandths: 1_000 }];
    expect((await desk.receive(id, { differences })).body.code).toBe('PARTS.DIFFERENCE_UNEXPLAINED');
    const tooMuch = [{ fromLotId, lostThousandths: 2_500, goingBackThousandths: 1_000 }];
    expect((await desk.receive(id, { differences: tooMuch, explanation: 'x' })).body.code).toBe('PARTS.NOT_SHIPPED');

    expect((await desk.receive(id, { differences, explanation: '包装破损' })).status).toBe(200);
    await desk.carry();

    expect(await stockThere(there)).toMatchObject({ availableThousandths: 1_500 });
    const { id: outgoingId, ...arrived } = await desk.outgoing(id);
    expect(arrived).toMatchObject({
      status: 'arrived',
      lots: [{ receivedThousandths: 1_500, lostThousandths: 500, goingBackThousandths: 1_000 }],
    });
    const takeBack = (body: object = {}) =>
      giver.post<OutgoingTransferView & { code?: string }>(`/v1/outgoing-transfers/${outgoingId}/take-back`, body);
    const lost = { lost: [{ lotId: fromLotId, lostThousandths: 100 }], explanation: '一件丢失' };
    const answers = await Promise.all([takeBack(lost), takeBack(lost)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await desk.outgoing(id)).toMatchObject({
      status: 'closed',
      lots: [{ lostThousandths: 600, goingBackThousandths: 0, goneBackThousandths: 900 }],
    });
    expect((await counter.stockOf(here)).lots).toMatchObject([
      { lotId: fromLotId, unitCostFen: 1_000, availableThousandths: 900 },
      { unitCostFen: 1_200, availableThousandths: 7_000 },
    ]);
  });

  it('happens once, however often a store is told and wherever it stops between the two', async () => {
    const { here, there, partNumber } = await aPart();
    const twice = async () => {
      await desk.forgetTold();
      await Promise.all([desk.carry(), desk.carry()]);
    };
    const id = await desk.request(partNumber, 3_000);
    await twice();
    await twice();
    const answers = await Promise.all([desk.ship(id), desk.ship(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await twice();
    await twice();
    const received = await Promise.all([desk.receive(id), desk.receive(id)]);
    expect(received.map(({ status }) => status).sort()).toEqual([200, 409]);
    await twice();
    await twice();

    expect((await desk.incoming(id)).status).toBe('received');
    expect((await desk.outgoing(id)).status).toBe('closed');
    expect(await counter.stockOf(here)).toMatchObject({ availableThousandths: 7_000 });
    expect(await stockThere(there)).toMatchObject({ availableThousandths: 3_000 });
  });

  it('gives free stock only, less when the giver says so, or nothing with a reason', async () => {
    const { here, partNumber } = await aPart();
    await counter.book([{ partNumber, quantityThousandths: 8_000 }]);
    const id = await desk.request(partNumber, 5_000);
    await desk.carry();
    expect(await desk.ship(id)).toMatchObject({ status: 409, body: { code: 'PARTS.INSUFFICIENT_STOCK' } });
    expect(await desk.ship(id, { lines: [{ partNumber, quantityThousandths: 5_001 }] })).toMatchObject({
      body: { code: 'PARTS.NOT_ASKED_FOR' },
    });
    expect(await counter.stockOf(here)).toMatchObject({ availableThousandths: 2_000, reservedThousandths: 8_000 });
    expect((await desk.ship(id, { lines: [{ partNumber, quantityThousandths: 2_000 }] })).status).toBe(200);

    const other = await desk.request(partNumber, 1_000);
    await desk.carry();
    const { id: outgoingId } = await desk.outgoing(other);
    const refuse = () =>
      giver.post<OutgoingTransferView & { code?: string }>(`/v1/outgoing-transfers/${outgoingId}/refuse`, {
        reason: '自己要用',
      });
    expect((await refuse()).status).toBe(200);
    expect((await refuse()).body.code).toBe('PARTS.TRANSFER_NOT_OPEN');
    await desk.carry();
    expect(await desk.incoming(other)).toMatchObject({ status: 'refused', refusedReason: '自己要用' });
  });

  it('is asked of a sister store, for parts that both list', async () => {
    const { partNumber } = await aPart();
    const ask = async (fromStoreId: string, ...partNumbers: string[]) => {
      const lines = partNumbers.map((number) => ({ partNumber: number, quantityThousandths: 1_000 }));
      return (
        await taker.post<IncomingTransferView & { code?: string }>('/v1/incoming-transfers', {
          fromStoreId,
          lines,
          reason: 'x',
        })
      ).body.code;
    };
    for (const fromStoreId of ['SH002', 'BJ001', 'NONE']) {
      expect(await ask(fromStoreId, partNumber)).toBe('PARTS.NOT_A_SISTER_STORE');
    }
    expect(await ask('SH001', 'NO-SUCH')).toBe('PARTS.NOT_LISTED');
    expect(await ask('SH001', partNumber, partNumber)).toBe('PARTS.PART_NAMED_TWICE');
  });

  it('starts from what the stores of the group could give; that is all that they see of each other', async () => {
    const { partNumber } = await aPart();
    await counter.book([{ partNumber, quantityThousandths: 4_000 }]);
    const find = async (who: string, store: string) =>
      (await parts.as(who, { store }).get<GroupStockView>(`/v1/group-stock?partNumber=${partNumber}`)).body.stores;
    expect(await find('ren.parts', 'SH002')).toEqual([
      { storeId: 'SH001', storeName: expect.any(String), availableThousandths: 6_000 },
      { storeId: 'SH002', storeName: expect.any(String), availableThousandths: 0 },
    ]);
    expect(await find('meng.parts', 'BJ001')).toEqual([]);
  });
});
