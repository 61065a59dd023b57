import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 300;
const LOOK_FOR_MS = 3_000;
/** As the deployment's readiness probe: one late answer of a busy machine takes nobody out. */
const LOOKS_WITHOUT_ANSWER = 2;

interface Backend {
  readonly port: number;
  isReady: boolean;
  looksWithoutAnswer: number;
}

/**
 * The one address of a service's replicas, as an orchestrator's: asks each, 300 ms after its last answer, whether it is ready,
 * and takes turns.
 * It sends a request again, to another replica, only when the connection was refused before a byte was sent.
 */
export class Balancer {
  private readonly agent = new Agent({ keepAlive: false });
  private isOpen = true;
  private turn = 0;

  private constructor(
    private readonly server: Server,
    private readonly backends: readonly Backend[],
  ) {
    server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => void this.serve(incoming, outgoing));
  }

  /** @param ports of the replicas */
  static async open(ports: readonly number[]): Promise<Balancer> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const balancer = new Balancer(
      server,
      ports.map((port) => ({ port, isReady: false, looksWithoutAnswer: 0 })),
    );
    for (const backend of balancer.backends) void balancer.watch(backend);
    return balancer;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The balancer is closed.');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Whether each replica answered its last look that it is ready. */
  get seesAll(): boolean {
    return this.backends.every(({ isReady, looksWithoutAnswer }) => isReady && looksWithoutAnswer === 0);
  }

  close(): void {
    this.isOpen = false;
    this.server.closeAllConnections();
    this.server.close();
    this.agent.destroy();
  }

  private async watch(backend: Backend): Promise<void> {
    while (this.isOpen) {
      await look(backend);
      await sleep(LOOK_EVERY_MS);
    }
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    this.forward({ incoming, outgoing, body: Buffer.concat(pieces) }, this.inTurn());
  }

  /** Ready replicas, the one whose turn it is first. */
  private inTurn(): Backend[] {
    const ready = this.backends.filter(({ isReady }) => isReady);
    this.turn += 1;
    const first = ready.length === 0 ? 0 : this.turn % ready.length;
    return [...ready.slice(first), ...ready.slice(0, first)];
  }

  private forward(exchange: Exchange, [backend, ...others]: readonly Backend[]): void {
    const { incoming, outgoing, body } = exchange;
    if (!backend) return void outgoing.writeHead(503, { 'retry-after': '1' }).end();
    const upstream = request({
      host: '127.0.0.1', port: backend.port, agent: this.agent,
      method: incoming.method, path: incoming.url, headers: incoming.headers,
    }); // prettier-ignore
    const refused = (error: NodeJS.ErrnoException): void => {
      backend.isReady = backend.isReady && error.code !== 'ECONNREFUSED';
      if (error.code === 'ECONNREFUSED') return this.forward(exchange, others);
      outgoing.destroy(); // nobody knows what became of it
    };
    upstream.on('error', refused);
    upstream.on('response', (answer) => {
      upstream.off('error', refused).on('error', () => outgoing.destroy());
      answer.on('error', () => outgoing.destroy());
      const headers = { ...answer.headers };
      delete headers.connection; // of this hop
      delete headers['keep-alive'];
      outgoing.writeHead(answer.statusCode ?? 502, headers);
      answer.pipe(outgoing);
    });
    outgoing.on('close', () => upstream.destroy());
    upstream.end(body);
  }
}

/** Whoever says that it is not ready is out at once. */
async function look(backend: Backend): Promise<void> {
  const url = `http://127.0.0.1:${backend.port}/health/ready`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(LOOK_FOR_MS) }).catch(() => undefined);
  backend.looksWithoutAnswer = answer ? 0 : backend.looksWithoutAnswer + 1;
  if (answer || backend.looksWithoutAnswer >= LOOKS_WITHOUT_ANSWER) backend.isReady = answer?.ok === true;
  await answer?.arrayBuffer().catch(() => undefined);
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly body: Buffer;
}
