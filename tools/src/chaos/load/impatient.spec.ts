import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Random } from '../../demo/random.js';
import { History } from './history.js';
import { Impatient } from './impatient.js';

describe('somebody who clicks twice', () => {
  let server: Server;
  const tries = new Map<string, number>();

  beforeAll(async () => {
    // One of the two is done, its answer is lost at first, and the other is refused.
    server = createServer((request, response) => {
      const key = String(request.headers['idempotency-key']);
      const tried = (tries.get(key) ?? 0) + 1;
      tries.set(key, tried);
      if (key === 'first') response.writeHead(409).end('{"code":"WORKSHOP.WRONG_ORDER_STATUS"}');
      else if (tried === 1) request.socket.destroy();
      else response.writeHead(200).end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('hears what was done though the answer was lost at first', async () => {
    const impatient = new Impatient(new History(new Map()), new Random(1), 1);
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/v1/repair-orders/1/intake`;
    const { status } = await impatient.travel(url, { method: 'POST', headers: { 'idempotency-key': 'first' } });
    expect(status).toBe(200);
    expect([...tries.values()].sort()).toEqual([1, 2]);
    expect(impatient.doneTwice).toEqual([]);
  });
});
