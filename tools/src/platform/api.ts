import { randomUUID } from 'node:crypto';
import type { ServiceName } from '@pitlane/contracts';
import type { RunningPlatform } from './running.js';

/** A refusal, as the service said it. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly problem: Readonly<Record<string, unknown>>,
    request: string,
  ) {
    super(`${request}: ${status} ${code} ${JSON.stringify(problem)}`);
  }
}

/** The answer of a service; its shape is the service's OpenAPI. */
export type Answer = Readonly<Record<string, unknown>>;

const UNKNOWN_OUTCOME_TRIES = 120;
const PAUSE_MS = 250;
export const REQUEST_MS = 10_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Calls the services over HTTP as staff members. An outcome that stays unknown (connection lost, 5xx) is asked for again
 * with the same `Idempotency-Key` until it is known: that is how a client of ours survives a killed service.
 */
export class Api {
  private readonly tokens = new Map<string, { token: Promise<string>; until: number }>();
  /** Requests whose outcome was unknown at first. */
  retried = 0;

  constructor(
    private readonly platform: RunningPlatform,
    private readonly store = 'SH001',
    /** How a request travels: another one may remember it. */
    private readonly travel: (url: string, init: RequestInit) => Promise<Response> = fetch,
  ) {}

  /** @throws Refused */
  async get<T = Answer>(service: ServiceName, path: string, as: string): Promise<T> {
    return (await this.send(service, { method: 'GET', path, as })) as T;
  }

  /** Without `as` from somebody whom nobody knows, and then without a key: what has an unknown outcome may be done twice. @throws Refused */
  async post<T = Answer>(
    service: ServiceName,
    path: string,
    { as, body = {} }: { as?: string; body?: unknown } = {},
  ): Promise<T> {
    return (await this.send(service, {
      method: 'POST',
      path,
      as,
      body,
      ...(as !== undefined && { key: randomUUID() }),
    })) as T;
  }

  /** @throws Refused */
  async put<T = Answer>(
    service: ServiceName,
    path: string,
    { as, body = {} }: { as: string; body?: unknown },
  ): Promise<T> {
    return (await this.send(service, { method: 'PUT', path, as, body, key: randomUUID() })) as T;
  }

  /** An access token of a staff member of the local issuer. */
  token(userId: string): Promise<string> {
    const known = this.tokens.get(userId);
    if (known && known.until > Date.now()) return known.token;
    const token = this.requestToken(userId);
    this.tokens.set(userId, { token, until: Date.now() + 8 * 60_000 });
    token.catch(() => this.tokens.delete(userId)); // the next one asks again
    return token;
  }

  /** From now on somebody is known by that token: a customer by their pass. */
  carry(userId: string, token: string): void {
    this.tokens.set(userId, { token: Promise.resolve(token), until: Infinity });
  }

  private async send(service: ServiceName, request: Request): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.once(service, request).catch(() => undefined);
      if (response?.ok) return response.json();
      const problem = (await response?.json().catch(() => ({}))) as { code?: string } | undefined;
      const isKnown = response !== undefined && response.status < 500 && problem?.code !== 'request_in_progress';
      if (isKnown)
        throw new Refused(
          response.status,
          problem?.code ?? '',
          problem ?? {},
          `${request.as ?? 'anybody'} ${request.method} ${request.path}`,
        );
      if (response?.status === 500 || attempt >= UNKNOWN_OUTCOME_TRIES) {
        throw new Error(
          `${service} ${request.method} ${request.path} has no outcome: ${response?.status ?? 'no connection'}`,
        );
      }
      this.retried += 1;
      await pause(PAUSE_MS);
    }
  }

  private async once(service: ServiceName, { method, path, as, body, key }: Request): Promise<Response> {
    return this.travel(`${this.platform.services[service]}${path}`, {
      method,
      headers: {
        ...(as !== undefined && { authorization: `Bearer ${await this.token(as)}`, 'pitlane-store': this.store }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_MS),
    });
  }

  private async requestToken(userId: string): Promise<string> {
    const response = await fetch(`${this.platform.issuer}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${userId}:dev`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    if (!response.ok) throw new Error(`The issuer gives ${userId} no token: ${response.status}`);
    return ((await response.json()) as { access_token: string }).access_token;
  }
}

interface Request {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  as?: string | undefined;
  body?: unknown;
  key?: string;
}

/** Asks until the answer is right: what one service says, another knows a moment later. @throws Error after half a minute */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 45_000;
  for (let waitMs = 20; Date.now() < end; waitMs = Math.min(waitMs * 1.5, 500)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await pause(waitMs);
  }
  throw new Error(`Waited in vain: ${what}`);
}
