import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { CrmModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { FollowUpAttempt } from './follow-up-attempt.entity.js';
import { FollowUp } from './follow-up.entity.js';
import { aDelivery, aFollowUp } from './testing.js';

const crm = startService(CrmModule, 'crm', migrations);

beforeEach(async () => {
  crm.clock.moveTo(new Date('2026-11-21T03:00:00Z'));
  await crm.sql('TRUNCATE follow_up, follow_up_attempt');
});

const call = (id: string, body: Record<string, unknown>) =>
  crm.as('crm-agent').post(`/v1/follow-ups/${id}/attempts`, body);
const queue = async (query = ''): Promise<Record<string, unknown>[]> =>
  (await crm.as('crm-agent').get<{ items: Record<string, unknown>[] }>(`/v1/follow-ups${query}`)).body.items;
const doneEvents = async (id: string) =>
  (await crm.outbox()).filter(({ type, aggregateId }) => type === 'crm.follow-up.done.v1' && aggregateId === id);

describe('a delivered car', () => {
  it('owes its customer two calls, however often that is told', async () => {
    const delivery = aDelivery();
    const once = { aggregateId: delivery.repairOrderId, eventId: randomUUID(), version: 1 };
    expect(await crm.deliver(delivery, once)).toBe('done');
    expect(await crm.deliver(delivery, once)).toBe('duplicate');
    expect(await crm.deliver(delivery, { aggregateId: delivery.repairOrderId, version: 2 })).toBe('done');

    const followUps = await crm.all(FollowUp);
    expect(followUps.map(({ round, dueAt }) => [round, dueAt.toISOString()]).sort()).toEqual([
      [1, '2026-11-22T01:00:00.000Z'],
      [2, '2026-11-28T01:00:00.000Z'],
    ]);
    await expect(crm.given(FollowUp.after(delivery, { id: randomUUID(), storeId: 'SH001' }, 1))).rejects.toThrow(
      'follow_up_once',
    );
  });
});

describe('POST /v1/follow-ups/:id/attempts', () => {
  it('ends the follow-up when the customer was reached, and tells so', async () => {
    const { id } = await crm.given(aFollowUp());
    const answers = [{ question: '整体满意度', score: 9 }];

    const answer = await call(id, { result: 'reached-satisfied', answers, remarks: '很满意' });

    const attempts = [{ number: 1, result: 'reached-satisfied', answers, remarks: '很满意', madeBy: 'song.crm' }];
    expect(answer).toMatchObject({ status: 200, body: { status: 'done', result: 'satisfied', late: false, attempts } });
    expect(await doneEvents(id)).toMatchObject([
      { storeId: 'SH001', data: { followUpId: id, round: 1, result: 'satisfied' } },
    ]);
    expect(JSON.stringify(await crm.outbox())).not.toContain('很满意');
  });

  it('takes one result of 32 agents at once', async () => {
    const { id } = await crm.given(aFollowUp());
    const answers = await Promise.all(Array.from({ length: 32 }, () => call(id, { result: 'reached-satisfied' })));

    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409 || status === 503)).toHaveLength(31);
    expect(await doneEvents(id)).toHaveLength(1);
    expect(await crm.all(FollowUpAttempt)).toHaveLength(1);
  });

  it('puts it off when nobody answers, and gives up with the fifth call', async () => {
    const { id } = await crm.given(aFollowUp());
    expect(await call(id, { result: 'unreachable' })).toMatchObject({
      body: { status: 'open', contactAt: '2026-11-21T07:00:00.000Z', dueAt: '2026-11-22T01:00:00.000Z' },
    });
    for (let number = 2; number < 5; number += 1) await call(id, { result: 'unreachable' });
    expect(await doneEvents(id)).toEqual([]);
    expect(await call(id, { result: 'unreachable' })).toMatchObject({
      body: { status: 'done', result: 'unreachable' },
    });
    expect(await call(id, { result: 'reached-satisfied' })).toMatchObject({
      status: 409,
      body: { code: 'CRM.FOLLOW_UP_DONE', result: 'unreachable' },
    });
  });

  it.each([0, 11, 5.5])('takes no score of %d', async (score) => {
    const { id } = await crm.given(aFollowUp());
    expect((await call(id, { result: 'reached-satisfied', answers: [{ question: '?', score }] })).status).toBe(422);
    expect(await crm.find(FollowUp, id)).toMatchObject({ result: null, attempts: [] });
  });

  it('is not there for another store', async () => {
    const { id } = await crm.given(aFollowUp());
    const elsewhere = crm.as('crm-agent', { store: 'SH002' });
    expect((await elsewhere.post(`/v1/follow-ups/${id}/attempts`, { result: 'unreachable' })).status).toBe(404);
  });
});

describe('GET /v1/follow-ups', () => {
  it('is the queue by when to call next, with what is late', async () => {
    const second = await crm.given(aFollowUp(2));
    const first = await crm.given(aFollowUp(1));
    const done = await crm.given(aFollowUp(1));
    await call(done.id, { result: 'reached-dissatisfied' });
    crm.clock.moveTo(new Date('2026-11-22T02:00:00Z'));

    expect((await queue()).map(({ id, late }) => [id, late])).toEqual([
      [first.id, true],
      [second.id, false],
    ]);
    expect((await queue('?dueBefore=2026-11-23T00:00:00Z')).map(({ id }) => id)).toEqual([first.id]);
    expect((await queue('?status=done')).map(({ id }) => id)).toEqual([done.id]);
  });

  it('has its figures: who was reached in time, and what is late', async () => {
    const [inTime, late, never] = [
      await crm.given(aFollowUp()),
      await crm.given(aFollowUp()),
      await crm.given(aFollowUp()),
    ];
    await crm.given(aFollowUp(2));
    await call(inTime.id, { result: 'reached-satisfied' });
    crm.clock.moveTo(new Date('2026-11-22T02:00:00Z'));
    await call(late.id, { result: 'reached-dissatisfied' });

    const { body } = await crm.as('service-manager').get('/v1/follow-ups/figures');

    expect(body['rounds']).toEqual([
      { round: 1, total: 3, open: 1, reached: 2, reachedInTime: 1, satisfied: 1, unreachable: 0, late: 2 },
      { round: 2, total: 1, open: 1, reached: 0, reachedInTime: 0, satisfied: 0, unreachable: 0, late: 0 },
    ]);
    expect(await crm.find(FollowUp, never.id)).toMatchObject({ doneAt: null });
    const later = await crm.as('service-manager').get('/v1/follow-ups/figures?deliveredFrom=2026-11-22T00:00:00Z');
    expect(later.body['rounds']).toEqual([]);
  });
});
