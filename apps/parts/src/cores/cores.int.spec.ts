import { randomUUID } from 'node:crypto';
import { RepairOrderOpened } from '@pitlane/contracts';
import { startService, whileUnwritable } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { CoreBalanceView, CoreView } from './core.dto.js';
import { Core } from './core.entity.js';
import { CoreTerms } from './core-terms.service.js';
import { coresOf, exchange } from './testing.js';

type Answer = CoreView & { code?: string };

describe('the old units of exchange parts (PRT-10)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  afterEach(() => parts.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

  const command = (person: string, verb: string) => (id: string, body: object) =>
    parts.as(person).post<Answer>(`/v1/cores/${id}/${verb}`, body);
  const receive = (id: string) => command('zhu.parts', 'receive')(id, { shelf: 'C-02' });
  const reject = (id: string) => command('zhu.parts', 'reject')(id, { reason: '壳体开裂' });
  const sendBack = (id: string) => command('gao.buyer', 'return')(id, { dispatchNote: 'SF1020' });
  const credit = (id: string, creditedFen: number, differenceReason?: string) =>
    command('gao.buyer', 'credit')(id, { creditedFen, creditNote: 'CN-77', differenceReason });
  const giveBack = (issueId: string, lineId: string, quantityThousandths: number) =>
    parts
      .as('zhu.parts')
      .post<Answer>(`/v1/issues/${issueId}/returns`, { lines: [{ lineId, quantityThousandths }], reason: '用不上' });
  const idOf = (cores: readonly CoreView[]): string => cores[0]?.id ?? '';
  const endTerms = () => parts.inStore('SH001', () => parts.get(CoreTerms).end('SH001', parts.clock.now()));
  const statusesOf = async (repairOrderId: string) =>
    (await coresOf(parts, repairOrderId)).map(({ status }) => status).sort();

  it('are due one by one when pieces are issued, at the charge and for the term of that day', async () => {
    const { partId, repairOrderId, issueId, lineId, partNumber, cores } = await exchange(parts, { pieces: 2 });

    expect(cores).toHaveLength(2);
    expect(cores[0]).toMatchObject({
      ...{ status: 'due', issueId, lineId, partNumber, supplier: 'BOSCH-AA', chargeFen: 40_000, dueBy: '2026-12-21' },
      ...{ statusBy: 'zhu.parts', vehicleId: null },
    });
    await parts.as('parts-buyer').put(`/v1/parts/${partId}/core-charge`, { coreChargeFen: 50_000 });
    expect(await coresOf(parts, repairOrderId)).toEqual(cores);
    const said = (await parts.outbox()).filter(({ type }) => type === 'parts.core.due.v1');
    expect(said.filter(({ data }) => data['issueId'] === issueId)).toHaveLength(2);
    expect(said.at(-1)?.data).toMatchObject({ chargeFen: 40_000, dueBy: '2026-12-21', supplier: 'BOSCH-AA' });
  });

  it('are owed by the car of the repair order, and by none for a part that is no exchange part', async () => {
    const { partId, partNumber } = await exchange(parts);
    const [vehicleId, repairOrderId, lineId] = [randomUUID(), randomUUID(), randomUUID()];
    const visit = { repairOrderId, number: 'SH001-2026-000777', customerId: randomUUID(), vehicleId };
    const times = { openedAt: '2026-11-21T01:00:00Z', promisedAt: '2026-11-21T05:00:00Z' };
    const asked = { advisorId: 'chen.advisor', mileageKm: 42_000, meanwhile: 'waits' as const };
    await parts.deliver(RepairOrderOpened.of({ ...visit, ...asked, ...times }));
    await counter.receive({ partNumber, quantityThousandths: 2_000 });
    await counter.authorize([{ lineId, partNumber, quantityThousandths: 2_000 }], { repairOrderId });

    await counter.issue(repairOrderId, lineId, 1_000);
    const set = { coreChargeFen: null };
    expect((await parts.as('gao.buyer').put(`/v1/parts/${partId}/core-charge`, set)).body).toMatchObject(set);
    await counter.issue(repairOrderId, lineId, 1_000);

    expect(await coresOf(parts, repairOrderId)).toMatchObject([{ vehicleId, status: 'due' }]);
    const charges = (await counter.said(partId)).filter((type) => type === 'part.core-charge-set');
    expect(charges).toHaveLength(2);
  });

  it('know of which supplier each piece was, also where lots meet within one', async () => {
    const { partNumber } = await exchange(parts);
    for (const [supplier, quantityThousandths] of Object.entries({ VALEO: 1_500, MAHLE: 1_500 })) {
      const line = { partNumber, quantityThousandths, unitCostFen: 90_000, result: 'accepted' };
      await parts.as('zhu.parts').post('/v1/deliveries', { deliveryNote: randomUUID(), supplier, lines: [line] });
    }
    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 3_000 }]);
    await counter.issue(repairOrderId, lineId, 3_000);

    const suppliers = (await coresOf(parts, repairOrderId)).map(({ supplier }) => supplier);
    expect(suppliers.sort()).toEqual(['MAHLE', 'VALEO', 'VALEO']);
  });

  it('are taken from the customer once, however many take it at the same time', async () => {
    const id = idOf((await exchange(parts)).cores);

    const answers = await Promise.all([receive(id), reject(id), receive(id)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('PARTS.CORE_NOT_DUE');
    expect(await counter.said(id)).toHaveLength(2);
  });

  it('lie in the store, go to the supplier and are credited; what is refused writes nothing', async () => {
    const { cores, partId } = await exchange(parts);
    const id = idOf(cores);
    expect((await sendBack(id)).body.code).toBe('PARTS.CORE_NOT_HELD');
    expect((await receive(id)).body).toMatchObject({ status: 'held', shelf: 'C-02', statusBy: 'zhu.parts' });
    expect((await counter.stockOf({ id: partId })).availableThousandths).toBe(0); // it is no stock
    expect((await credit(id, 40_000)).body.code).toBe('PARTS.CORE_NOT_RETURNED');
    expect((await sendBack(id)).body).toMatchObject({ status: 'returned', dispatchNote: 'SF1020' });
    expect((await credit(id, 30_000)).body.code).toBe('PARTS.CORE_CREDIT_DIFFERS');
    expect(await parts.find(Core, id)).toMatchObject({ status: 'returned', version: 3, creditedFen: null });

    expect((await credit(id, 30_000, '扣除检测费')).body).toMatchObject({ status: 'credited', creditedFen: 30_000 });

    expect(await counter.said(id)).toEqual(['core.due', 'core.received', 'core.returned', 'core.credited']);
  });

  it('are forfeited when their term is over, and not a day before', async () => {
    const { repairOrderId, cores } = await exchange(parts, { pieces: 2, coreTermDays: 10 });
    await receive(idOf(cores));
    parts.clock.moveTo(new Date('2026-12-01T15:59:00Z')); // its last minute in Shanghai
    await endTerms();
    expect(await statusesOf(repairOrderId)).toEqual(['due', 'held']);

    parts.clock.moveTo(new Date('2026-12-01T16:00:00Z'));
    await Promise.all([endTerms(), endTerms()]);

    const [left] = (await coresOf(parts, repairOrderId)).filter(({ status }) => status === 'forfeited');
    expect(left).toMatchObject({ forfeitCause: 'not-brought', statusBy: 'system', chargeFen: 40_000 });
    expect(await counter.said(left?.id ?? '')).toEqual(['core.due', 'core.forfeited']);
    expect((await receive(left?.id ?? '')).body.code).toBe('PARTS.CORE_NOT_DUE');
  });

  it('are forfeited though one that is due before them can not be written', async () => {
    const { cores } = await exchange(parts, { coreTermDays: 10 });
    const { repairOrderId } = await exchange(parts, { coreTermDays: 11 });
    parts.clock.moveTo(new Date('2026-12-03T01:00:00Z'));
    await whileUnwritable(parts, 'core', idOf(cores), endTerms);
    expect(await statusesOf(repairOrderId)).toEqual(['forfeited']);
  });

  it('are not owed for a piece that comes back unused: first those that the customer still has', async () => {
    const { issueId, lineId, repairOrderId, cores } = await exchange(parts, { pieces: 3 });
    await receive(cores[0]?.id ?? '');
    await reject(cores[1]?.id ?? '');

    expect((await giveBack(issueId, lineId, 2_000)).status).toBe(201);

    expect(await statusesOf(repairOrderId)).toEqual(['held', 'withdrawn', 'withdrawn']);
    expect(await counter.said(cores[2]?.id ?? '')).toEqual(['core.due', 'core.withdrawn']);
  });

  it('keep a new piece from coming back whose old unit is at the supplier, and nothing is written', async () => {
    const { issueId, lineId, partId, repairOrderId, cores } = await exchange(parts);
    await receive(idOf(cores));
    await sendBack(idOf(cores));

    expect((await giveBack(issueId, lineId, 1_000)).body.code).toBe('PARTS.CORE_IS_GONE');

    expect((await counter.stockOf({ id: partId })).availableThousandths).toBe(0);
    expect(await statusesOf(repairOrderId)).toEqual(['returned']);
  });

  it('are at most 100 at once', async () => {
    const { cores, issueId } = await exchange(parts, { pieces: 101 });
    expect({ cores, issueId }).toEqual({ cores: [], issueId: undefined });
  });

  it('add up by supplier: what is owed, held, forfeited, withdrawn, sent and credited is all that was ever due', async () => {
    const supplier = '博世再制造';
    const { cores, issueId, lineId } = await exchange(parts, { pieces: 7, supplier });
    const [first = '', second = '', third = '', fourth = '', fifth = ''] = cores.map(({ id }) => id);
    for (const id of [first, second, third, fourth]) await receive(id);
    for (const id of [first, second, third]) await sendBack(id);
    await credit(first, 40_000);
    await credit(second, 10_000, '轴承缺失');
    await reject(fifth);
    await giveBack(issueId, lineId, 1_000);

    const of = async (cursor = ''): Promise<CoreBalanceView | undefined> => {
      const path = `/v1/core-balances?limit=1${cursor && `&cursor=${cursor}`}`;
      const { body } = await parts.as('gao.buyer').get<{ items: CoreBalanceView[]; nextCursor: string | null }>(path);
      return body.items[0]?.supplier === supplier || !body.nextCursor ? body.items[0] : of(body.nextCursor);
    };
    const amount = (status: string, pieces: number) => ({ status, cores: pieces, chargeFen: pieces * 40_000 });
    expect(await of()).toEqual({
      supplier,
      amounts: [
        ...[amount('due', 1), amount('held', 1), amount('forfeited', 1), amount('withdrawn', 1)],
        ...[amount('returned', 1), amount('credited', 2)],
      ],
      creditedFen: 50_000,
    });
  });
});
