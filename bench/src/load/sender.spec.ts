import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpSenders } from './http-sender.js';
import type { Job, LoadResult } from './job.js';
import { drive } from './sender.js';

type HttpJob = Extract<Job, { kind: 'http' }>;

const target = (path: string): HttpJob['targets'][number] => ({ path, body: '{"pieces":1}', store: 'S001' });

/** Runs a load against a server that answers as told. */
async function load(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  pace: Partial<HttpJob>,
): Promise<LoadResult> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const job: HttpJob = {
    ...{ kind: 'http', as: { role: 'parts-clerk', stores: ['S001'] }, token: 'a.b.c', connections: 4, take: 'once', durationMs: 20_000 },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets: Array.from({ length: 20 }, (_, index) => target(`/parts/${index}`)),
    ...pace,
  }; // prettier-ignore
  const senders = await httpSenders(job);
  const result = await drive(senders, job);
  await Promise.all(senders.map((sender) => sender.close()));
  server.closeAllConnections();
  server.close();
  return result;
}

describe('a load over HTTP', () => {
  it('sends each request once, as the caller, in the store, under a key of its own', async () => {
    const seen: IncomingMessage[] = [];
    const { accepted } = await load((request, response) => {
      seen.push(request);
      response.writeHead(201, { 'content-length': 2 }).end('{}');
    }, {});
    expect(accepted).toBe(20);
    expect(new Set(seen.map(({ url }) => url)).size).toBe(20);
    expect(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(20);
    expect(seen[0]?.headers).toMatchObject({
      authorization: 'Bearer a.b.c',
      'pitlane-store': 'S001',
      'content-length': '12',
    });
  });

  it('counts what was accepted only, and says how the rest was refused', async () => {
    const { accepted, refused } = await load((request, response) => {
      const status = request.url === '/parts/3' ? 409 : request.url === '/parts/4' ? 503 : 201;
      response.writeHead(status, { 'content-length': 0 }).end();
    }, {});
    expect([accepted, refused]).toEqual([18, { 409: 1, 503: 1 }]);
  });

  it('goes on when a connection was cut', async () => {
    const { accepted, refused } = await load((request, response) => {
      if (request.url === '/parts/5') request.socket.destroy();
      else response.writeHead(200, { 'content-length': 0 }).end();
    }, {});
    expect(accepted).toBe(19);
    expect(Object.values(refused)).toEqual([1]);
  });

  it('that has a rate keeps it, and counts a wait from the moment when the request was due', async () => {
    const slow = (_: IncomingMessage, response: ServerResponse): void => {
      setTimeout(() => response.writeHead(200, { 'content-length': 0 }).end(), 100);
    };
    const { accepted, elapsedMs, p99Ms } = await load(slow, { connections: 1, perSecond: 40 });
    expect(accepted).toBe(20);
    expect(elapsedMs).toBeGreaterThan(19 * 100);
    expect(p99Ms).toBeGreaterThan(1_000); // the last was due after half a second and answered after two
  });
});
