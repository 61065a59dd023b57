import { randomUUID } from 'node:crypto';
import { Database } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { partEntry } from '../catalogue/testing.js';
import { migrations } from '../migrations/index.js';
import { lockParts } from '../stock/locked-parts.queries.js';
import { TransferDesk } from '../transfers/testing.js';
import { StoreParts } from './testing.js';

const REASON = '防伪码不符';

describe('a suspicion about what a sister store got (PRT-8, PRT-11)', () => {
  const parts = startService(PartsModule, 'parts', migrations, { scheduled: false });
  const here = new StoreParts(parts, 'SH001');
  const there = new StoreParts(parts, 'SH002');
  const desk = new TransferDesk(parts);
  const deskBack = new TransferDesk(parts, 'SH002', 'SH001');
  const carry = () => desk.carry();

  /** Of a part that both stores list. */
  async function aDelivery(quantityThousandths: number) {
    const partNumber = await here.list();
    await there.list(partEntry({ partNumber }));
    return { partNumber, delivery: await here.receive(partNumber, quantityThousandths) };
  }

  const saidOf = async (id: string) => (await parts.outbox()).filter(({ aggregateId }) => aggregateId === id);

  it('is the recall of that store, with its own cars; the store that gave it sees which store got how much', async () => {
    const { partNumber, delivery } = await aDelivery(10_000);
    const came = await desk.moved(partNumber, 3_000);
    const car = await there.draw(partNumber, 1_000);

    const { body } = await here.suspect(delivery.id);
    await carry();

    const [lot] = delivery.lots;
    const { id: outgoingTransferId } = await desk.outgoing(came.id);
    const got = { storeId: 'SH002', outgoingTransferId, lotId: lot?.lotId, partNumber, quantityThousandths: 3_000 };
    expect(body).toEqual({ deliveryId: delivery.id, repairOrders: [], passedOn: [got] });
    expect(await there.stockOf(partNumber)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 2_000 });
    const theirs = await there.deliveryOf(came);
    expect(await there.recallOf(theirs.id)).toEqual({
      ...{ deliveryId: theirs.id, passedOn: [] },
      repairOrders: [{ ...car, lotId: came.lots[0]?.lotId, partNumber, quantityThousandths: 1_000 }],
    });
    expect(await saidOf(theirs.id)).toMatchObject([
      {
        ...{ type: 'parts.delivery.suspected.v1', storeId: 'SH002' },
        data: { reason: REASON, lots: [{ lotId: came.lots[0]?.lotId, partNumber }], repairOrders: [car] },
      },
    ]);
    expect(theirs).toMatchObject({ suspectedReason: null, lots: [{ suspectedReason: REASON }] });
    expect((await there.suspected())[0]).toEqual(theirs);
    expect(await desk.giver.get(`/v1/deliveries/${theirs.id}/repair-orders`)).toMatchObject({ status: 404 });
  });

  it('takes away what is kept there, for which other lots take the place', async () => {
    const { partNumber, delivery } = await aDelivery(2_000);
    await desk.moved(partNumber, 2_000);
    const kept = await there.reserve(partNumber, 2_000);
    await there.receive(partNumber, 1_500);

    await here.suspect(delivery.id);
    await carry();

    expect(await there.reservation(kept)).toMatchObject({ status: 'short', lines: [{ reservedThousandths: 1_500 }] });
    expect(await there.stockOf(partNumber)).toMatchObject({ quarantinedThousandths: 2_000 });
  });

  it('waits for what is in transit: it lies in quarantine when it arrives, and nobody who waits gets it', async () => {
    const { partNumber, delivery } = await aDelivery(3_000);
    const waiting = await there.reserve(partNumber, 1_000);
    const id = await desk.inTransit(partNumber, 3_000);
    await here.suspect(delivery.id);
    await carry();
    expect(await desk.incoming(id)).toMatchObject({ status: 'in-transit', lots: [{ suspectedReason: REASON }] });

    const { body: came } = await desk.receive(id);

    expect(await there.stockOf(partNumber)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 3_000 });
    expect(await there.reservation(waiting)).toMatchObject({ status: 'short' });
    const theirs = await there.deliveryOf(came);
    expect(await saidOf(theirs.id)).toMatchObject([{ type: 'parts.delivery.suspected.v1' }]);

    await here.lift(delivery.id);
    await carry();
    expect(await there.reservation(waiting)).toMatchObject({ status: 'reserved' });
    expect((await saidOf(theirs.id)).at(-1)).toMatchObject({
      type: 'parts.delivery.suspicion-lifted.v1',
      data: { reason: '厂家确认为正品' },
    });
  });

  it('is lifted there with it, and happens once however often the store is told', async () => {
    const { partNumber, delivery } = await aDelivery(3_000);
    const came = await desk.moved(partNumber, 3_000);
    const theirs = await there.deliveryOf(came);
    const twice = async () => {
      await Promise.all([carry(), carry()]);
      await desk.forgetTold();
      await Promise.all([carry(), carry()]);
    };

    await here.suspect(delivery.id);
    await twice();
    expect(await there.stockOf(partNumber)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 3_000 });
    await here.lift(delivery.id);
    await twice();

    expect(await there.stockOf(partNumber)).toMatchObject({ availableThousandths: 3_000, quarantinedThousandths: 0 });
    const said = (await saidOf(theirs.id)).map(({ type }) => type);
    expect(said).toEqual(['parts.delivery.suspected.v1', 'parts.delivery.suspicion-lifted.v1']);
    expect((await there.suspected()).map(({ id }) => id)).not.toContain(theirs.id);
  });

  it('goes on to the store that got it from there', async () => {
    const { partNumber, delivery } = await aDelivery(3_000);
    await desk.moved(partNumber, 3_000);
    const back = await deskBack.moved(partNumber, 2_000); // the third store is the first one again

    await here.suspect(delivery.id);
    await carry();
    await carry();

    expect(await here.stockOf(partNumber)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 2_000 });
    expect(await there.stockOf(partNumber)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 1_000 });
    const again = await here.deliveryOf(back);
    expect(await saidOf(again.id)).toMatchObject([{ type: 'parts.delivery.suspected.v1', storeId: 'SH001' }]);
    await here.lift(delivery.id);
    await carry();
    await carry();
    expect(await here.stockOf(partNumber)).toMatchObject({ availableThousandths: 2_000, quarantinedThousandths: 0 });
  });

  it('reaches only the lots that came with it, though others of the same note lie in one delivery with them', async () => {
    const { partNumber, delivery } = await aDelivery(1_000);
    const other = await there.list(partEntry({ partNumber: await here.list() }));
    await there.receive(other, 1_000, delivery.deliveryNote);
    await deskBack.moved(other, 1_000); // the same note of the same supplier, by way of the sister store
    const came = await desk.moved([partNumber, other], 1_000);
    const theirs = await there.deliveryOf(came);
    expect(theirs.lots).toHaveLength(2);
    const [ofDelivery, ofOther] = [await there.draw(partNumber, 500), await there.draw(other, 500)];

    await here.suspect(delivery.id);
    await carry();

    expect(await there.stockOf(partNumber)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 500 });
    expect(await there.stockOf(other)).toMatchObject({ availableThousandths: 500, quarantinedThousandths: 0 });
    expect((await there.recallOf(theirs.id)).repairOrders).toMatchObject([ofDelivery]);
    expect((await there.suspect(theirs.id)).body.repairOrders).toHaveLength(2);
    await there.lift(theirs.id);
    expect(await there.stockOf(other)).toMatchObject({ availableThousandths: 500 });
    expect(await there.stockOf(partNumber)).toMatchObject({ availableThousandths: 0 });
    expect((await saidOf(theirs.id)).map(({ type, data }) => [type, data['repairOrders']])).toMatchObject([
      ['parts.delivery.suspected.v1', [ofDelivery]],
      [
        'parts.delivery.suspected.v1',
        expect.arrayContaining([ofDelivery, ofOther].map((order) => expect.objectContaining(order))),
      ],
      ['parts.delivery.suspicion-lifted.v1', undefined],
      ['parts.delivery.suspected.v1', [ofDelivery]],
    ]);
  });

  it('and the own one of that store each stand until they are lifted where they were raised', async () => {
    const { partNumber, delivery } = await aDelivery(1_000);
    const theirs = await there.deliveryOf(await desk.moved(partNumber, 1_000));
    await here.suspect(delivery.id);
    await carry();
    expect((await there.lift(theirs.id)).body.code).toBe('PARTS.DELIVERY_NOT_SUSPECTED');
    expect((await there.suspect(theirs.id)).status).toBe(200);

    await here.lift(delivery.id);
    await carry();
    expect(await there.stockOf(partNumber)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 1_000 });
    await here.suspect(delivery.id);
    await carry();
    await there.lift(theirs.id);
    expect(await there.stockOf(partNumber)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 1_000 });

    await here.lift(delivery.id);
    await carry();
    expect(await there.stockOf(partNumber)).toMatchObject({ availableThousandths: 1_000, quarantinedThousandths: 0 });
  });

  /** Both begin while the part is held, the second after the first. */
  async function oneAfterTheOther<A, B>(
    storeId: string,
    partNumber: string,
    one: () => Promise<A>,
    other: () => Promise<B>,
  ) {
    const begun = await parts.inStore(storeId, () =>
      parts.get(Database).transaction(async (tx) => {
        await lockParts(tx, storeId, [partNumber]);
        const first = one();
        await parts.waitingForLocks(1);
        const second = other();
        await parts.waitingForLocks(2);
        return [first, second] as const;
      }),
    );
    return Promise.all(begun);
  }

  it('misses nothing that was shipped just before it', async () => {
    const { partNumber, delivery } = await aDelivery(4_000);
    const id = await desk.request(partNumber, 1_000);
    await carry();
    const ship = () => desk.ship(id);
    const [shipped, suspected] = await oneAfterTheOther('SH001', partNumber, ship, () => here.suspect(delivery.id));
    expect(shipped.status).toBe(200);
    expect(suspected.body.passedOn).toMatchObject([{ storeId: 'SH002', quantityThousandths: 1_000 }]);

    await carry();
    await desk.receive(id);

    expect(await there.stockOf(partNumber)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 1_000 });
  });

  it('lets nothing be shipped after it', async () => {
    const { partNumber, delivery } = await aDelivery(4_000);
    const id = await desk.request(partNumber, 1_000);
    await carry();
    const suspect = () => here.suspect(delivery.id);
    const [, shipped] = await oneAfterTheOther('SH001', partNumber, suspect, () => desk.ship(id));
    expect(shipped).toMatchObject({ status: 409, body: { code: 'PARTS.INSUFFICIENT_STOCK' } });
  });

  it('reaches what is received while the store is told', async () => {
    const { partNumber, delivery } = await aDelivery(1_000);
    const waiting = await there.reserve(partNumber, 1_000);
    const id = await desk.inTransit(partNumber, 1_000);
    const receive = () => desk.receive(id);
    await oneAfterTheOther('SH002', partNumber, receive, async () => {
      await here.suspect(delivery.id);
      await carry();
    });
    expect(await there.reservation(waiting)).toMatchObject({ status: 'short' });
    expect(await there.stockOf(partNumber)).toMatchObject({ reservedThousandths: 0, quarantinedThousandths: 1_000 });
  });

  it('tells the trace to which store, and from which one, parts moved', async () => {
    const { partNumber, delivery } = await aDelivery(1_000);
    const came = await desk.moved(partNumber, 1_000);
    const { id: documentId } = await desk.outgoing(came.id);
    expect(await desk.giver.get(`/v1/trace/deliveries/${delivery.id}`)).toMatchObject({
      body: { lots: [{ fromStoreId: null, otherMovements: [{ kind: 'moved-out', documentId, toStoreId: 'SH002' }] }] },
    });
    expect(await desk.taker.get(`/v1/trace/lots/${came.lots[0]?.lotId}`)).toMatchObject({
      body: { fromStoreId: 'SH001', otherMovements: [] },
    });
    expect((await desk.giver.get(`/v1/deliveries/${randomUUID()}/repair-orders`)).status).toBe(404);
  });
});
