import { createServer, type Server, Socket } from 'node:net';
import { once } from 'node:events';
import { Transform } from 'node:stream';

/**
 * What a link does with the bytes that it carries:
 * - `pass`: hands them on
 * - `slow`: each piece waits `delayMs` to twice that, in order
 * - `narrow`: at most `bytesPerSecond`
 * - `cut`: resets what is open and what comes
 * - `swallow`: keeps connections open, takes new ones, and hands on nothing
 * - `half-open`: hands on what the client says and swallows the answers
 */
export type LinkMode =
  | { readonly kind: 'pass' | 'cut' | 'swallow' | 'half-open' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'narrow'; readonly bytesPerSecond: number };

const PASS: LinkMode = { kind: 'pass' };
type Direction = 'to server' | 'to client';

/** The network between one process and one server: a TCP proxy on loopback that can fail like a network. */
export class Link {
  private mode: LinkMode = PASS;
  private readonly pairs = new Set<readonly [Socket, Socket]>();

  private constructor(
    readonly name: string,
    private readonly server: Server,
    private readonly targetPort: number,
  ) {
    server.on('connection', (client) => this.connect(client));
  }

  static async open(name: string, targetPort: number): Promise<Link> {
    const server = createServer({ allowHalfOpen: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Link(name, server, targetPort);
  }

  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error(`The link ${this.name} is closed.`);
    return address.port;
  }

  /** Holds for open connections and new ones; `cut` ends the open ones. Bytes that were swallowed never come. */
  set(mode: LinkMode): void {
    const lostBytes = this.hasHole();
    this.mode = mode;
    if (mode.kind === 'cut' || (lostBytes && mode.kind === 'pass')) this.reset();
  }

  close(): void {
    this.reset();
    this.server.close();
  }

  /** Bytes are lost now, ends of connections, too. */
  private hasHole(): boolean {
    return this.mode.kind === 'swallow' || this.mode.kind === 'half-open';
  }

  /** A stream with a hole in it cannot go on: both ends hear of it when the network is back. */
  private reset(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.resetAndDestroy();
  }

  private connect(client: Socket): void {
    if (this.mode.kind === 'cut') return void client.resetAndDestroy();
    const upstream = new Socket({ allowHalfOpen: true });
    const pair = [client, upstream] as const;
    this.pairs.add(pair);
    const end = (): void => {
      this.pairs.delete(pair);
      for (const socket of pair) if (!socket.destroyed) socket.resetAndDestroy();
    };
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', () => this.pairs.delete(pair));
    }
    upstream.connect(this.targetPort, '127.0.0.1');
    client.pipe(this.wire('to server')).pipe(upstream, { end: false });
    upstream.pipe(this.wire('to client')).pipe(client, { end: false });
    client.on('end', () => this.hasHole() || upstream.end());
    upstream.on('end', () => this.hasHole() || client.end());
  }

  /** Bytes wait for their turn, so that they never overtake each other. */
  private wire(direction: Direction): Transform {
    return new Transform({
      transform: (bytes: Buffer, _encoding, done) => {
        const { mode } = this;
        if (mode.kind === 'swallow' || (mode.kind === 'half-open' && direction === 'to client')) return done();
        const waitMs = waitOf(mode, bytes.length);
        if (waitMs === 0) return done(null, bytes);
        setTimeout(() => done(null, bytes), waitMs);
      },
    });
  }
}

function waitOf(mode: LinkMode, length: number): number {
  if (mode.kind === 'slow') return mode.delayMs * (1 + Math.random());
  return mode.kind === 'narrow' ? (length / mode.bytesPerSecond) * 1_000 : 0;
}
