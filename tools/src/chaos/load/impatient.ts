import type { Random } from '../../demo/random.js';
import { REQUEST_MS, until } from '../../platform/api.js';
import type { Row } from '../../verify/books.js';
import { type History, type Outcome, outcomeOf } from './history.js';

/** What may happen once only, whoever asks for it again: the same body under another key is refused. */
const ONCE_ONLY = [
  /\/v1\/slot-holds$/,
  /\/v1\/waitlist$/,
  /\/v1\/waitlist\/[^/]+\/accept$/,
  /\/v1\/own\/appointments$/,
  /\/v1\/courtesy-loans\/[^/]+\/(hand-out|take-back)$/,
  /\/v1\/rides\/[^/]+\/(set-out|hand-over|bring-in)$/,
  /\/v1\/issues$/,
  /\/v1\/repair-orders\/[^/]+\/(intake|deliver)$/,
  /\/v1\/repair-orders\/[^/]+\/jobs\/[^/]+\/clock-on$/,
  /\/v1\/settlements\/[^/]+\/issue$/,
  /\/v1\/settlements\/[^/]+\/payments$/,
  /\/v1\/outgoing-transfers\/[^/]+\/ship$/,
  /\/v1\/incoming-transfers\/[^/]+\/receive$/,
  /\/v1\/supplier-returns\/[^/]+\/credit$/,
];
/** A payment by phone is only an order at first, of which there may be several. */
const BY_PHONE = /"method":"(wechat-pay|alipay)"/;

/** People who click twice: some commands travel twice at the same moment, as two of their own. One of them may be done. */
export class Impatient {
  readonly doneTwice: Row[] = [];

  constructor(
    private readonly history: History,
    private readonly random: Random,
    /** Share of such commands, 0 to 1. */
    private readonly share: number,
  ) {}

  readonly travel = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = init.headers as Record<string, string>;
    const isOnceOnly =
      ONCE_ONLY.some((route) => route.test(url)) && !(typeof init.body === 'string' && BY_PHONE.test(init.body));
    if (init.method !== 'POST' || !isOnceOnly || this.random.next() >= this.share) return this.history.fetch(url, init);
    const twin = { ...init, headers: { ...headers, 'idempotency-key': crypto.randomUUID() } };
    const [first, second] = await Promise.all([
      this.history.fetch(url, init).catch((error: unknown) => error as Error),
      this.untilKnown(url, twin),
    ]);
    const isDone = await isDoneBy(second);
    if (isDone && first instanceof Response && (await isDoneBy(first))) {
      this.doneTwice.push({ doneTwice: new URL(url).pathname });
    }
    if (isDone) return second;
    if (first instanceof Error) throw first;
    return first;
  };

  /** One that was done and whose answer was lost explains why the other was refused: so it is asked for again, as clients do. */
  private untilKnown(url: string, init: RequestInit): Promise<Response> {
    return until(`the outcome of a second click on ${url}`, async () => {
      // The time that the first try was given is over for all that follow.
      const signal = AbortSignal.timeout(REQUEST_MS);
      const response = await this.history.fetch(url, { ...init, signal }).catch(() => undefined);
      return response && (await outcomeBy(response)) !== 'unknown' && response;
    });
  }
}

const outcomeBy = async (response: Response): Promise<Outcome> =>
  outcomeOf({ status: response.status, etag: null, body: await response.clone().text() });

const isDoneBy = async (response: Response): Promise<boolean> => (await outcomeBy(response)) === 'done';
