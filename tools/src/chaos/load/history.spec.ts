import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { History } from './history.js';

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

describe('the history of a client', () => {
  let server: Server;
  let history: History;
  let url: string;
  let answers: Answering[];

  beforeEach(async () => {
    answers = [];
    server = createServer((request, response) => {
      request.resume();
      answers.shift()?.(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const others = {
      appointments: 'http://a.test',
      workshop: 'http://w.test',
      billing: 'http://b.test',
      crm: 'http://c.test',
    };
    history = History.of({ ...others, parts: url });
  });

  afterEach(() => server.close());

  const says =
    (status: number, body: string): Answering =>
    (_request, response) =>
      response.writeHead(status, { connection: 'close' }).end(body);
  const breaksOff: Answering = (request) => request.socket.destroy();
  const send = (key: string): Promise<unknown> =>
    history
      .fetch(`${url}/v1/issues`, { method: 'POST', headers: { 'idempotency-key': key }, body: '{}' })
      .catch(() => undefined);

  it('knows what was done, refused and unknown', async () => {
    answers = [
      says(201, '{}'),
      says(409, '{"code":"PARTS.NONE"}'),
      breaksOff,
      says(503, '{}'),
      says(409, '{"code":"request_in_progress"}'),
    ];
    for (const key of ['done', 'refused', 'reset', 'busy', 'twin']) await send(key);
    const outcomes = [...history.commands.values()].map(({ key, outcome }) => `${key} ${outcome}`);
    expect(outcomes).toEqual(['done done', 'refused refused', 'reset unknown', 'busy unknown', 'twin unknown']);
  });

  it('takes all requests with one key for one command', async () => {
    answers = [breaksOff, says(201, '{"id":1}')];
    for (let attempt = 0; attempt < 2; attempt += 1) await send('same');
    expect([...history.commands.values()]).toMatchObject([
      { outcome: 'done', attempts: 2, answer: { body: '{"id":1}' } },
    ]);
    expect(history.exchanges.map(({ status }) => status)).toEqual([0, 201]);
  });

  it('notices another answer to the same key', async () => {
    answers = [says(201, '{"id":1}'), says(201, '{"id":2}')];
    for (let attempt = 0; attempt < 2; attempt += 1) await send('same');
    expect(history.commands.get('same')).toMatchObject({ contradiction: { body: '{"id":2}' } });
  });
});
