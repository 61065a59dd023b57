import type { ServiceName } from '@pitlane/contracts';
import type { Api } from '../platform/api.js';
import type { RunningPlatform } from '../platform/running.js';
import type { Book, Books } from '../verify/books.js';
import { Answers, type Answer } from './answers.js';
import { changedTables, fingerprintOf } from './fingerprint.js';
import { Requests, type Shot } from './requests.js';
import type { OpenApi } from './schema.js';
import { KnownIds } from './values.js';

const BLOCK = 64;
const AT_ONCE = 16;
const REQUEST_MS = 15_000;
const MOST_FAULTS = 50;
/** A block of refusals after which something was otherwise is sent so often, before they are blamed. */
const TIMES = 3;

export interface HttpReport {
  readonly service: ServiceName;
  requests: number;
  successes: number;
  /** Refusals by their code. */
  readonly refusals: Map<string, number>;
  /** 503 with `Retry-After`. */
  busy: number;
  /** Requests after which nothing had changed, as it was checked. */
  provenUnchanged: number;
  readonly faults: string[];
}

export interface HttpFuzz {
  readonly platform: RunningPlatform;
  readonly books: Books;
  readonly api: Api;
  readonly staff: Readonly<Record<string, string>>;
  readonly seed: number;
  /** How many requests each service gets. */
  readonly requests: number;
}

/** Knocks at every route of a service with requests made from its own OpenAPI document. */
export async function fuzzHttp(service: ServiceName, fuzz: HttpFuzz): Promise<HttpReport> {
  const base = fuzz.platform.services[service];
  const document = (await (await fetch(`${base}/openapi.json`)).json()) as OpenApi;
  const ids = new KnownIds();
  const run = {
    ...fuzz,
    base,
    ids,
    answers: new Answers(document),
    book: fuzz.books[service],
    report: {
      service,
      requests: 0,
      successes: 0,
      refusals: new Map<string, number>(),
      busy: 0,
      provenUnchanged: 0,
      faults: [],
    },
  };
  const requests = new Requests({ document, ids, staff: fuzz.staff });
  for (let block = 0; run.report.requests < fuzz.requests; block += 1) {
    const spoiling = block % 3 === 2;
    const size = Math.min(BLOCK, fuzz.requests - run.report.requests);
    const shots = requests.sample(size, { seed: fuzz.seed + block, spoiling });
    await (spoiling ? fireAndCompare(run, shots) : fire(run, shots));
    if (run.report.faults.length >= MOST_FAULTS) break;
  }
  return run.report;
}

interface Run extends HttpFuzz {
  base: string;
  ids: KnownIds;
  answers: Answers;
  book: Book;
  report: HttpReport;
}

/** Refusals change nothing. What goes on by itself meanwhile (a message is sent, a waitlist looked at) does not come each time. */
async function fireAndCompare(run: Run, shots: readonly Shot[]): Promise<void> {
  let suspects: readonly string[] | undefined;
  for (let turn = 0; turn < TIMES; turn += 1) {
    const changed = await changedBy(run, shots);
    if (!changed) return;
    suspects = suspects?.filter((table) => changed.includes(table)) ?? changed;
    if (suspects.length > 0) continue;
    run.report.provenUnchanged += shots.length;
    return;
  }
  run.report.faults.push(`refusals changed ${suspects?.join(', ')}`);
}

/** The tables that are otherwise after it; undefined where something was done or an event came in between, and so nothing is proven. */
async function changedBy(run: Run, shots: readonly Shot[]): Promise<string[] | undefined> {
  const before = await fingerprintOf(run.book);
  const successesBefore = run.report.successes;
  await fire(run, shots);
  if (run.report.successes > successesBefore) return undefined;
  const after = await fingerprintOf(run.book);
  return before.events === after.events ? changedTables(before, after) : undefined;
}

async function fire(run: Run, shots: readonly Shot[]): Promise<void> {
  const waiting = [...shots];
  const gunner = async (): Promise<void> => {
    for (let shot = waiting.shift(); shot; shot = waiting.shift()) await judge(run, shot);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, gunner));
}

async function judge(run: Run, shot: Shot): Promise<void> {
  const { report } = run;
  report.requests += 1;
  const answer = await send(run, shot);
  if (typeof answer === 'string') {
    report.faults.push(`${named(shot)}: ${answer}`);
    return;
  }
  if (answer.status < 400) {
    report.successes += 1;
    run.ids.learn(answer.text);
  } else if (answer.status === 503) report.busy += 1;
  else count(report.refusals, answer);
  const fault = run.answers.faultOf(shot.operation, answer);
  if (fault !== undefined) report.faults.push(`${named(shot)}: ${fault}: ${answer.text.slice(0, 300)}`);
}

/** The answer, or what became of the connection. */
async function send({ base, api }: Run, { operation, user, target, headers, body }: Shot): Promise<Answer | string> {
  try {
    const token = user && { authorization: `Bearer ${await api.token(user)}` };
    const response = await fetch(`${base}${target}`, {
      method: operation.method,
      headers: { ...(token || {}), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      text: await response.text(),
      retryAfter: response.headers.get('retry-after'),
    };
  } catch (error) {
    const { cause, message } = error as Error;
    return `no answer: ${cause instanceof Error ? cause.message : message}`;
  }
}

function count(refusals: Map<string, number>, { status, text }: Answer): void {
  let code: unknown;
  try {
    ({ code } = JSON.parse(text) as { code?: unknown });
  } catch {
    code = 'no problem';
  }
  const name = `${status} ${String(code)}`;
  refusals.set(name, (refusals.get(name) ?? 0) + 1);
}

const named = ({ operation, target, user, kind, body }: Shot): string =>
  `${operation.method} ${target.slice(0, 200)} as ${user || 'nobody'} (${kind}) ${String(body ?? '').slice(0, 300)}`;
