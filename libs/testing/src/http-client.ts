import { randomUUID } from 'node:crypto';
import { audienceOf, type ServiceName } from '@pitlane/contracts';
import { testEnvironment, userWith } from './environment.js';

export interface TestAnswer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
  /** As it came over the wire. */
  readonly text: string;
}

type Send = <Body = Record<string, unknown>>(
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<TestAnswer<Body>>;

/** A caller with a token; commands get an `Idempotency-Key` of their own unless one is given. */
export interface TestCaller {
  get<Body = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<TestAnswer<Body>>;
  post: Send;
  put: Send;
  patch: Send;
  delete: Send;
}

const tokens = new Map<string, { token: Promise<string>; until: number }>();

/** An access token of a dev user for one service, asked for once in eight minutes. */
export function tokenOf(userId: string, service: ServiceName): Promise<string> {
  const key = `${userId} ${service}`;
  const known = tokens.get(key);
  if (known && known.until > Date.now()) return known.token;
  const token = requestToken(userId, service);
  tokens.set(key, { token, until: Date.now() + 8 * 60_000 });
  return token;
}

async function requestToken(userId: string, service: ServiceName): Promise<string> {
  const { issuer } = testEnvironment();
  const response = await fetch(`${issuer.replace(/\/$/, '')}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${userId}:dev`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: audienceOf(service) }),
  });
  if (!response.ok) throw new Error(`The issuer gives ${userId} no token: ${response.status}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

/** A service at its address. */
export interface Reachable {
  readonly url: string;
  readonly service: ServiceName;
}

/** A caller with a role in a store (default SH001), or a named user. */
export function callerOf(
  { url, service }: Reachable,
  who: string,
  { store = 'SH001' }: { store?: string } = {},
): TestCaller {
  const userId = who.includes('.') ? who : userWith(who, store).id;
  return callerWith(() => tokenOf(userId, service), { url, store });
}

/** A caller with tokens of its own. */
export function callerWith(token: () => Promise<string>, { url, store }: { url: string; store: string }): TestCaller {
  const send =
    (method: string): Send =>
    async <Body>(path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const isCommand = method !== 'GET';
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await token()}`,
          'pitlane-store': store,
          ...(isCommand && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
          ...headers,
        },
        ...(isCommand && { body: JSON.stringify(body ?? {}) }),
      });
      const text = await response.text();
      return { status: response.status, body: parse(text) as Body, headers: response.headers, text };
    };
  const get = send('GET');
  return {
    get: (path, headers) => get(path, undefined, headers),
    post: send('POST'),
    put: send('PUT'),
    patch: send('PATCH'),
    delete: send('DELETE'),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {};
  }
}
