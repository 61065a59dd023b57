import { startService, whileUnwritable } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import type { ReservationView } from '../reservations/reservation.dto.js';
import { PartsCounter } from '../stock/testing.js';
import { CounterTerms } from './counter-terms.service.js';

describe('parts reserved at the counter', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  afterEach(() => parts.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

  type Answer = ReservationView & { code?: string };
  const reserve = (body: object, who = 'parts-clerk') => parts.as(who).post<Answer>('/v1/reservations', body);
  const release = (id: string) =>
    parts.as('service-advisor').post<Answer>(`/v1/reservations/${id}/release`, { reason: 'not wanted any more' });
  const expire = () => parts.inStore('SH001', () => parts.get(CounterTerms).end('SH001', parts.clock.now()));

  async function aPartInStock(quantityThousandths: number, over: { minThousandths?: number } = {}) {
    const part = await counter.listPart(over);
    if (quantityThousandths > 0) await counter.receive({ partNumber: part.partNumber, quantityThousandths });
    return part;
  }

  it('are kept until their time, and the others are told without who asked', async () => {
    const part = await aPartInStock(5000);
    const { partNumber } = part;
    const wanted = { lines: [{ partNumber, quantityThousandths: 2000 }], reason: '王女士电话' };
    const { status, body } = await reserve({ ...wanted, keptUntil: '2026-11-22T10:00:00Z' }, 'service-advisor');

    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ version: 1, purpose: 'counter', purposeId: body.id, status: 'reserved', reason: '王女士电话' },
      keptUntil: '2026-11-22T10:00:00.000Z',
      lines: [{ partNumber, requestedThousandths: 2000, reservedThousandths: 2000, missingThousandths: 0 }],
    });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 3000, reservedThousandths: 2000 });
    const said = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === body.id);
    expect(said).toMatchObject([
      {
        type: 'parts.reservation.counter-kept.v1',
        aggregateVersion: 1,
        data: { lines: [{ reservedThousandths: 2000 }] },
      },
    ]);
    expect(JSON.stringify(said)).not.toContain('王女士');
  });

  it('say of each line how many are missing, also where two lines want the same part', async () => {
    const [oil, filter] = [await aPartInStock(5000), await aPartInStock(0)];
    const { body } = await reserve({
      lines: [
        { partNumber: oil.partNumber, quantityThousandths: 4000 },
        { partNumber: filter.partNumber, quantityThousandths: 1000 },
        { partNumber: oil.partNumber, quantityThousandths: 4000 },
      ],
      reason: 'tomorrow’s service',
    });

    expect(body).toMatchObject({
      status: 'short',
      lines: [{ missingThousandths: 0 }, { missingThousandths: 1000 }, { missingThousandths: 3000 }],
    });
    await counter.receive({ partNumber: oil.partNumber, quantityThousandths: 4000 });
    await counter.receive({ partNumber: filter.partNumber, quantityThousandths: 1000 });
    expect(await counter.reservationOf(body.id)).toMatchObject({ status: 'reserved' });
    expect(await counter.said(body.id)).toEqual(Array(3).fill('reservation.counter-kept'));
  });

  it('raise the alert of their part', async () => {
    const part = await aPartInStock(3000, { minThousandths: 2000 });
    const before = await counter.said(part.id);
    await counter.reserve([{ partNumber: part.partNumber, quantityThousandths: 1500 }]);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 1500, alert: 'below-minimum' });
    expect(await counter.said(part.id)).toEqual([...before, 'part.below-minimum']);
  });

  it('go to those who wait for them when they are given up, once', async () => {
    const part = await aPartInStock(2000);
    const { id } = await counter.reserve([{ partNumber: part.partNumber, quantityThousandths: 2000 }]);
    const waiting = await counter.book([{ partNumber: part.partNumber, quantityThousandths: 1500 }]);

    expect(await release(id)).toMatchObject({
      status: 200,
      body: { status: 'released', releasedReason: 'not wanted any more', lines: [{ reservedThousandths: 0 }] },
    });
    expect(await release(id)).toMatchObject({ status: 409, body: { code: 'PARTS.RESERVATION_NOT_OPEN' } });

    expect(await counter.reservationOf(waiting)).toMatchObject({ status: 'reserved' });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 500, reservedThousandths: 1500 });
    expect(await counter.said(id)).toEqual(['reservation.counter-kept', 'reservation.counter-ended']);
  });

  it('end by themselves, once, however many look', async () => {
    const part = await aPartInStock(2000);
    const wanted = [{ partNumber: part.partNumber, quantityThousandths: 2000 }];
    const { id } = await counter.reserve(wanted, { keptUntil: '2026-11-21T02:00:00Z' });
    await expire();
    expect(await counter.reservationOf(id)).toMatchObject({ status: 'reserved' });

    parts.clock.moveTo(new Date('2026-11-21T02:00:00Z'));
    await Promise.all([expire(), expire()]);

    expect(await counter.reservationOf(id)).toMatchObject({ status: 'released', releasedReason: 'past its time' });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 2000, reservedThousandths: 0 });
    expect(await counter.said(id)).toEqual(['reservation.counter-kept', 'reservation.counter-ended']);
  });

  it('end by themselves though one that should end before can not be written', async () => {
    const { partNumber } = await aPartInStock(2000);
    const wanted = [{ partNumber, quantityThousandths: 1000 }];
    const broken = await counter.reserve(wanted, { keptUntil: '2026-11-21T02:00:00Z' });
    const { id } = await counter.reserve(wanted, { keptUntil: '2026-11-21T02:01:00Z' });
    parts.clock.moveTo(new Date('2026-11-21T03:00:00Z'));
    await whileUnwritable(parts, 'reservation', broken.id, expire);
    expect(await counter.reservationOf(id)).toMatchObject({ status: 'released', releasedReason: 'past its time' });
  });

  it('are staged like any other', async () => {
    const part = await aPartInStock(1000);
    const { id } = await counter.reserve([{ partNumber: part.partNumber, quantityThousandths: 1000 }]);
    const staged = await parts.as('parts-clerk').post<Answer>(`/v1/reservations/${id}/stage`, { shelf: 'R-7' });
    expect(staged).toMatchObject({ status: 200, body: { status: 'staged', shelf: 'R-7' } });
    const said = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === id);
    expect(said[1]).toMatchObject({ type: 'parts.reservation.counter-kept.v1', data: { shelf: 'R-7' } });
    expect(await release(id)).toMatchObject({ status: 200 });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 1000, reservedThousandths: 0 });
  });

  it('are refused, and nothing is kept, for a part that is not listed or a time that cannot be', async () => {
    const part = await aPartInStock(1000);
    const line = { partNumber: part.partNumber, quantityThousandths: 1000 };
    const reason = 'a customer';

    expect(await reserve({ lines: [line, { ...line, partNumber: 'NO-SUCH' }], reason })).toMatchObject({
      status: 422,
      body: { code: 'PARTS.NOT_LISTED', partNumbers: ['NO-SUCH'] },
    });
    for (const keptUntil of ['2026-11-21T01:00:00Z', '2026-12-22T01:00:00Z']) {
      const { status, body } = await reserve({ lines: [line], reason, keptUntil });
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'PARTS.KEPT_UNTIL_OUT_OF_RANGE' });
    }
    expect((await reserve({ lines: [], reason })).status).toBe(422);
    expect((await reserve({ lines: [{ ...line, quantityThousandths: 0 }], reason })).status).toBe(422);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 1000, reservedThousandths: 0 });
  });

  it('cost their store five usual requests each, whoever asks', async () => {
    const part = await aPartInStock(3000);
    const limited = await parts.twin({ RATE_PER_STORE: '0.5' });
    const reserveAs = (who: string) =>
      limited.as(who).post<Answer>('/v1/reservations', {
        lines: [{ partNumber: part.partNumber, quantityThousandths: 1000 }],
        reason: 'a customer',
      });

    expect((await reserveAs('zhu.parts')).status).toBe(201);
    expect((await reserveAs('xu.parts')).status).toBe(201);
    expect(await reserveAs('chen.advisor')).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 1000, reservedThousandths: 2000 });
    expect((await limited.as('jiang.advisor', { store: 'SH002' }).get('/v1/reservations')).status).toBe(200);
  });

  it('are not taken for those of a booking, and those not for them', async () => {
    const part = await aPartInStock(1000);
    const appointmentId = await counter.book([{ partNumber: part.partNumber, quantityThousandths: 1000 }]);
    const { id } = await counter.reservationOf(appointmentId);
    expect(await release(id)).toMatchObject({ status: 409, body: { code: 'PARTS.NOT_MADE_AT_COUNTER' } });
    expect(await counter.reservationOf(appointmentId)).toMatchObject({ status: 'reserved' });
  });
});
