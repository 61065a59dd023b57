import type { JetStreamManager, StoredMsg } from '@nats-io/jetstream';

const PAGE = 64;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** SQL that answers which of the event ids `$1` the outbox has. */
const KNOWN = 'SELECT event_id AS id FROM outbox WHERE event_id = ANY ($1::uuid[])';

/** Asks the database: by one connection, or by the pool. */
export type Ask = <Row>(sql: string, parameters: unknown[]) => Promise<Row[]>;

/** A stretch of a stream, both ends included. */
export interface Stretch {
  readonly stream: string;
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** A message of the service's own stream, and whether its outbox has the event. */
export interface Said {
  readonly message: StoredMsg;
  readonly isKnown: boolean;
}

/**
 * What the stream holds there, in order, page by page. A message that its database knows nothing of was said by a later
 * life of it: the database was set back to an earlier moment (docs/decisions/0016).
 */
export async function* saidIn(
  manager: JetStreamManager,
  { stream, fromSeq, toSeq }: Stretch,
  ask: Ask,
): AsyncGenerator<Said[]> {
  for (let first = fromSeq; first <= toSeq; first += PAGE) {
    const sequences = Array.from({ length: Math.min(PAGE, toSeq - first + 1) }, (_, index) => first + index);
    const found = await Promise.all(sequences.map((seq) => manager.streams.getMessage(stream, { seq })));
    const messages = found.filter((message) => message !== null); // some have expired
    const rows = await ask<{ id: string }>(KNOWN, [messages.map(eventIdOf).filter((id) => id !== undefined)]);
    const known = new Set<string | undefined>(rows.map(({ id }) => id));
    yield messages.map((message) => ({ message, isKnown: known.has(eventIdOf(message)) }));
  }
}

/** Undefined for a message that no relay of ours published, with headers that the client cannot read among them. */
export function eventIdOf(message: StoredMsg): string | undefined {
  try {
    const id = message.header.get('Nats-Msg-Id');
    return UUID.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
