import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import type { FoundOperationsView, FoundOperationView, SymptomView } from './symptom.dto.js';

describe('the search for operations in the customer’s words', () => {
  const service = startService(AppointmentsServiceModule, 'appointments', migrations);
  beforeAll(() => new Surroundings(service).priceList());

  const search = (words: string, who = 'booking-agent', store = 'SH001') =>
    service.as(who, { store }).get<FoundOperationsView>(`/v1/operations?${new URLSearchParams({ words }).toString()}`);
  const found = async (words: string): Promise<FoundOperationView[]> => (await search(words)).body.operations;
  const add = (words: string, operations: string[], who = 'service-manager') =>
    service.as(who).post<SymptomView>('/v1/symptoms', { words, operations });

  it('answers operations of the list in force, with minutes and price range', async () => {
    expect(await found('刹车抖动')).toEqual([
      {
        ...{ operationCode: 'BRK-012', nameZh: 'BRK-012', nameEn: 'BRK-012', skill: 'brakes', bayKind: 'lift' },
        ...{ flatRateHundredths: 150, durationMinutes: 90, lowFen: 42_000, highFen: 50_400 },
        symptoms: ['刹车抖动'],
      },
    ]);
    expect((await found('保养灯亮了'))[0]).toMatchObject({ operationCode: 'MNT-001', lowFen: 16_800 });
    expect(await found('BRK')).toMatchObject([{ operationCode: 'BRK-012', symptoms: [] }]);
    expect(await found('完全不相干的话')).toEqual([]);
  });

  it('is extended by the store; of words that every store knows its own answer counts', async () => {
    expect(await found('过减速带咚咚响')).toEqual([]);
    const { status, body } = await add('过减速带咚咚响', ['BRK-012', 'LNG-001']);
    expect(status).toBe(201);
    expect((await found('gjsd')).map(({ operationCode }) => operationCode)).toEqual(['BRK-012', 'LNG-001']);

    const changed = await service
      .as('service-manager')
      .post<SymptomView>(`/v1/symptoms/${body.id}/operations`, { operations: ['LNG-001'] });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, operations: ['LNG-001'] } });
    expect((await found('过减速带咚咚响')).map(({ operationCode }) => operationCode)).toEqual(['LNG-001']);

    await add('刹车抖动', ['LNG-001']);
    expect((await found('刹车抖动')).map(({ operationCode }) => operationCode)).toEqual(['LNG-001']);
    const list = await service.as('booking-agent').get('/v1/symptoms');
    expect(list.body).toMatchObject({ items: [{ words: '刹车抖动' }, { words: '过减速带咚咚响' }], nextCursor: null });
  });

  it.each([
    ['operations that the list does not have', ['GONE-1', 'MNT-001'], 422, 'APPOINTMENTS.OPERATIONS_NOT_KNOWN'],
    ['no operation', [], 422, 'validation_failed'],
  ])('is not extended by %s, and nothing is written', async (_what, operations, status, code) => {
    expect(await add('空调漏水', operations)).toMatchObject({ status, body: { code } });
    expect(await service.sql(`SELECT FROM symptom WHERE words = '空调漏水'`)).toEqual([]);
  });

  it('has words once, also when two add them at the same time; only the manager adds', async () => {
    const answers = await Promise.all([1, 2].map(() => add('车顶漏水', ['LNG-001'])));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await add('天窗漏水', ['LNG-001'], 'booking-agent')).status).toBe(403);
  });

  it('answers nothing to a store without a price list, and nothing of another store’s symptoms', async () => {
    expect(await search('保养灯亮', 'jiang.advisor', 'SH002')).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.NO_PRICE_LIST' },
    });
    const own = await service.as('jiang.advisor', { store: 'SH002' }).get('/v1/symptoms');
    expect(own.body).toMatchObject({ items: [] });
  });
});
