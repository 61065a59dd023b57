import { randomUUID } from 'node:crypto';
import { AttackIssuer } from '../attack-issuer.js';
import { eventually, startService } from '../index.js';
import { Note, NotebookModule, notebookMigrations } from './notebook.js';

const HOLD = 'WITH held AS MATERIALIZED (SELECT id FROM note WHERE id = $1 FOR UPDATE) SELECT pg_sleep(60) FROM held';
const HOLDERS = `FROM pg_stat_activity WHERE wait_event = 'PgSleep'`;

interface Answer {
  status: number;
  code: string | undefined;
  retryAfter: string | null;
}

const notebook = startService(NotebookModule, 'parts', notebookMigrations);
let issuer: AttackIssuer;
beforeAll(async () => {
  issuer = await AttackIssuer.start('parts');
});
afterAll(() => issuer.stop());

/** A replica of its own with these limits, and requests to it. */
async function replica(limits: Record<string, string>) {
  const { url } = await notebook.twin({ AUTH_ISSUER: issuer.url, ...limits });
  return async (token: string | undefined, path = '/v1/notes', more: RequestInit = {}): Promise<Answer> => {
    const headers = { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...more.headers };
    const response = await fetch(`${url}${path}`, { ...more, headers });
    const text = await response.text();
    const code = response.headers.get('content-type')?.includes('problem')
      ? (JSON.parse(text) as { code: string }).code
      : undefined;
    return { status: response.status, code, retryAfter: response.headers.get('retry-after') };
  };
}

const bearer = (sub: string, store = 'SH001', role = 'parts-clerk') =>
  issuer.token({ sub, stores: [store], group: 'huadong', roles: [role] });
const times = <T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)));
const statuses = (answers: readonly Answer[]): number[] => [...new Set(answers.map(({ status }) => status))].sort();

describe('a rate limit', () => {
  it('holds a person to their rate, and nobody else', async () => {
    const send = await replica({ RATE_PER_PRINCIPAL: '0.2' });
    const [zhu, xu] = [await bearer('zhu.parts'), await bearer('xu.parts')];

    expect(statuses(await times(4, () => send(zhu)))).toEqual([200]);
    expect(await send(zhu)).toMatchObject({
      status: 429,
      code: 'rate_limited',
      retryAfter: expect.stringMatching(/^[1-5]$/),
    });
    expect(await send(xu)).toMatchObject({ status: 200 });
  });

  it('holds a store to its rate however many work there, and leaves the neighbour alone', async () => {
    const send = await replica({ RATE_PER_STORE: '0.5' });
    const busy = await Promise.all(['zhu.parts', 'xu.parts', 'wu.parts'].map((sub) => bearer(sub)));
    const quiet = await bearer('jiang.parts', 'SH002');

    const [burst, neighbour] = await Promise.all([times(40, (n) => send(busy[n % 3])), times(10, () => send(quiet))]);
    expect(burst.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(15);
    expect(burst.filter(({ code }) => code === 'rate_limited').length).toBeGreaterThanOrEqual(25);
    expect(statuses(neighbour)).toEqual([200]);
  });

  it('counts dear routes for more, and other services for nothing', async () => {
    const send = await replica({ RATE_PER_PRINCIPAL: '0.5', RATE_PER_STORE: '0.5' });
    const manager = await bearer('huang.manager', 'SH001', 'service-manager');
    const service = await bearer('workshop.service', 'SH001', 'service');
    const events = `/internal/events?fromVersion=1&aggregateId=${randomUUID()}`;

    expect(statuses(await times(2, () => send(manager, '/v1/audit')))).toEqual([200]);
    expect(await send(manager, '/v1/audit')).toMatchObject({ status: 429 });
    expect(statuses(await times(30, () => send(service, events)))).toEqual([200]);
  });

  it('turns an address away that keeps coming with refused tokens, save tokens that were let in before', async () => {
    const send = await replica({ RATE_PER_ADDRESS: '0.5', TRUSTED_PROXIES: '127.0.0.1' });
    const [known, fresh] = [await bearer('zhu.parts'), await bearer('xu.parts')];
    expect(await send(known)).toMatchObject({ status: 200 });

    expect(statuses(await times(20, (n) => send(`a.b.${n}`)))).toContain(401);
    expect(await send('a.b.c')).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(await send(fresh)).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(await send(known)).toMatchObject({ status: 200 });
    expect(await send(undefined, '/health/live')).toMatchObject({ status: 200 });
    const elsewhere = { headers: { 'x-forwarded-for': '203.0.113.7' } };
    expect(await send(fresh, '/v1/notes', elsewhere)).toMatchObject({ status: 200 });
  });

  it('holds all addresses of one IPv6 network to one rate', async () => {
    const send = await replica({ RATE_PER_ADDRESS: '0.5', TRUSTED_PROXIES: '127.0.0.1' });
    const from = (address: string) => send('a.b.c', '/v1/notes', { headers: { 'x-forwarded-for': address } });
    await times(20, (n) => from(`2001:db8:1:2::${n}`));
    expect(await from('2001:db8:1:2:ffff::1')).toMatchObject({ status: 429 });
    expect(await from('2001:db8:1:3::1')).toMatchObject({ status: 401 });
  });

  it('believes nobody who only says that they come from elsewhere', async () => {
    const send = await replica({ RATE_PER_ADDRESS: '0.5' });
    const from = (address: string) => send('a.b.c', '/v1/notes', { headers: { 'x-forwarded-for': address } });
    await times(20, (n) => from(`203.0.113.${n}`));
    expect(await from('203.0.113.100')).toMatchObject({ status: 429 });
  });
});

describe('a service that is asked too much at once', () => {
  /** Callers of one note, whose row somebody else holds until `release`. */
  const calling = async (callers: number, limits: Record<string, string>) => {
    const send = await replica(limits);
    const token = await bearer('zhu.parts');
    const note = await notebook.given(Note.write(randomUUID(), 'SH001', 'a'));
    const rewrite = () =>
      send(token, `/v1/notes/${note.id}/rewrite`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: '{"text":"b"}',
      });
    const holder = notebook.sql(HOLD, [note.id]).catch(() => 'cancelled');
    await eventually(async () => (await notebook.sql(`SELECT ${HOLDERS}`)).length === 1);
    const answers: Answer[] = [];
    const all = times(callers, async () => void answers.push(await rewrite()));
    const release = async (): Promise<void> => {
      await notebook.sql(`SELECT pg_cancel_backend(pid) ${HOLDERS}`);
      await Promise.all([holder, all]);
    };
    return { send, rewrite, answers, release };
  };

  it('refuses with 503 what is beyond its bound, at once, and answers its orchestrator all the while', async () => {
    const { send, rewrite, answers, release } = await calling(30, { REQUESTS_IN_FLIGHT: '8' });
    await eventually(() => Promise.resolve(answers.length === 22));
    expect(await send(undefined, '/health/ready')).toMatchObject({ status: 200 });
    await release();

    expect(answers.slice(0, 22)).toEqual(Array(22).fill({ status: 503, code: 'overloaded', retryAfter: '1' }));
    expect(statuses(answers.slice(22))).toEqual([200]);
    expect(await rewrite()).toMatchObject({ status: 200 });
  });

  it('answers 503 to whom it finds no connection for, and then works as before', async () => {
    const { rewrite, answers, release } = await calling(200, {});
    const busy = () => answers.filter(({ code }) => code === 'database_busy');
    await eventually(() => Promise.resolve(busy().length >= 150));
    await release();

    expect(new Set(busy().map(({ status, retryAfter }) => `${status} ${retryAfter}`))).toEqual(new Set(['503 1']));
    expect(answers.filter(({ status }) => ![200, 409, 503].includes(status))).toEqual([]);
    expect(statuses(await times(8, rewrite))).toEqual([200]);
  });
});
