import { createHash } from 'node:crypto';
import type { ServiceName } from '@pitlane/contracts';

/** `unknown`: no answer came, or one that says nothing of what happened. */
export type Outcome = 'done' | 'refused' | 'unknown';

/** One command of a client: all requests with its key. */
export interface Command {
  readonly service: ServiceName;
  readonly method: string;
  readonly path: string;
  readonly key: string;
  /** What is sent again when its answer is asked for again. */
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  readonly bodySha256: string;
  outcome: Outcome;
  attempts: number;
  answer?: Answer;
  /** Another answer that came to the same key: nobody may ever see one. */
  contradiction?: Answer;
}

export interface Answer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: string;
}

/** One request that was answered or not, reads too. */
export interface Exchange {
  readonly at: number;
  readonly service: ServiceName;
  readonly method: string;
  readonly path: string;
  /** 0: no answer. */
  readonly status: number;
  /** Of the problem that a 5xx bears; null when it bears none, as the balancer's own. */
  readonly code: string | null;
  readonly durationMs: number;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What the clients sent and what they were told: the record that the books are held against (X8, X9). */
export class History {
  readonly commands = new Map<string, Command>();
  readonly exchanges: Exchange[] = [];

  constructor(private readonly serviceOf: ReadonlyMap<string, ServiceName>) {}

  /** For a platform's service addresses. */
  static of(services: Readonly<Record<ServiceName, string>>): History {
    return new History(
      new Map(Object.entries(services).map(([name, url]) => [new URL(url).host, name as ServiceName])),
    );
  }

  /** `fetch`, remembered. */
  readonly fetch: Fetch = async (url, init) => {
    const { host, pathname, search } = new URL(url);
    const service = this.serviceOf.get(host);
    if (!service) return fetch(url, init);
    const method = init.method ?? 'GET';
    const command = this.commandOf({ service, method, path: pathname + search }, init);
    const began = performance.now();
    const response = await fetch(url, init).catch((error: unknown) => error as Error);
    const body =
      response instanceof Response ? await response.text().catch((error: unknown) => error as Error) : response;
    const answer =
      response instanceof Response && typeof body === 'string'
        ? { status: response.status, etag: response.headers.get('etag'), body }
        : undefined;
    this.exchanges.push({
      at: Date.now(), service, method, path: pathname, status: answer?.status ?? 0, code: failureOf(answer),
      durationMs: performance.now() - began,
    }); // prettier-ignore
    if (command) note(command, answer);
    if (!answer) throw body instanceof Error ? body : new Error('The answer broke off.');
    return new Response(answer.body, { status: answer.status, headers: (response as Response).headers });
  };

  /** Requests answered or not since a moment. */
  since(at: number): Exchange[] {
    return this.exchanges.filter((exchange) => exchange.at >= at);
  }

  private commandOf(
    { service, method, path }: Pick<Command, 'service' | 'method' | 'path'>,
    init: RequestInit,
  ): Command | undefined {
    const headers = init.headers as Record<string, string>;
    const key = headers['idempotency-key'];
    if (key === undefined) return undefined;
    const body = typeof init.body === 'string' ? init.body : '';
    const known = this.commands.get(key);
    const command = known ?? {
      service, method, path, key, request: { headers, body },
      bodySha256: createHash('sha256').update(body).digest('hex'), outcome: 'unknown' as const, attempts: 0,
    }; // prettier-ignore
    if (!known) this.commands.set(key, command);
    command.attempts += 1;
    return command;
  }
}

function note(command: Command, answer: Answer | undefined): void {
  const outcome = answer ? outcomeOf(answer) : 'unknown';
  if (!answer || outcome === 'unknown') return;
  if (command.answer === undefined) {
    command.outcome = outcome;
    command.answer = answer;
  } else if (!isSame(command.answer, answer)) {
    command.contradiction = answer;
  }
}

function failureOf(answer: Answer | undefined): string | null {
  if (!answer || answer.status < 500) return null;
  return /"code":"(?<code>[^"]*)"/.exec(answer.body)?.groups?.['code'] ?? null;
}

/** Byte for byte. */
export const isSame = (one: Answer, other: Answer): boolean =>
  one.status === other.status && one.etag === other.etag && one.body === other.body;

/** A 5xx says nothing; neither does the refusal that a twin is at work. */
export function outcomeOf({ status, body }: Answer): Outcome {
  if (status >= 500 || (status === 409 && body.includes('"request_in_progress"'))) return 'unknown';
  return status < 400 ? 'done' : 'refused';
}
