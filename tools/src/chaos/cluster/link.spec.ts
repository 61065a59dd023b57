import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Link } from './link.js';

/** A server that says everything back. */
async function echo(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}

const said = async (socket: Socket): Promise<string> => String((await once(socket, 'data'))[0]);

describe('a link', () => {
  let server: Server;
  let link: Link;
  let client: Socket;

  beforeEach(async () => {
    const started = await echo();
    server = started.server;
    link = await Link.open('test', started.port);
    client = connect(link.port, '127.0.0.1');
    client.on('error', () => undefined);
    client.write('first');
    expect(await said(client)).toBe('first');
  });

  afterEach(() => {
    client.destroy();
    link.close();
    server.close();
  });

  it('hands slow bytes on in their order', async () => {
    link.set({ kind: 'slow', delayMs: 20 });
    const all: string[] = [];
    client.on('data', (bytes) => all.push(String(bytes)));
    for (const word of ['a', 'b', 'c', 'd']) client.write(word);
    while (all.join('').length < 4) await once(client, 'data');
    expect(all.join('')).toBe('abcd');
  });

  it('resets what is open when it is cut, and what comes', async () => {
    link.set({ kind: 'cut' });
    const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
    const another = connect(link.port, '127.0.0.1');
    const [refused] = (await once(another, 'error')) as [NodeJS.ErrnoException];
    expect(refused.code).toBe('ECONNRESET');
  });

  it('resets a stream that lost bytes once bytes pass again', async () => {
    link.set({ kind: 'swallow' });
    client.write('lost');
    client.on('data', () => expect('nothing').toBe('said'));
    const ended = once(client, 'error');
    await new Promise((written) => setImmediate(written));
    link.set({ kind: 'pass' });
    expect(((await ended) as [NodeJS.ErrnoException])[0].code).toBe('ECONNRESET');
  });
});
