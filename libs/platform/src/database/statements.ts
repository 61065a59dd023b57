import type { Client, QueryResult } from 'pg';
import { isAborted } from './transient.js';

/** A text with more parameters holds a list, and there is one for each of its lengths: such are not kept. */
const MOST_PARAMETERS = 16;

/** What is sent before anything is waited for leaves in one write. */
export function sendTogether({ connection: { stream } }: Client): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const statementNames = new Map<string, string>();

/** The name under which a connection keeps the plan of a statement. */
function nameOf(sql: string): string {
  const name = statementNames.get(sql) ?? `s${statementNames.size}`;
  statementNames.set(sql, name);
  return name;
}

/** What failed last on a connection; each statement that follows it on the same trip fails, too, and does not know why. */
const failures = new WeakMap<Client, unknown>();

/**
 * Runs SQL with parameters `$1`, `$2` …; it is on its way when this returns. Each connection plans the same text once. Whichever of
 * the statements that travel together is heard first, it says what failed first.
 */
export function send<Row extends object>(
  client: Client,
  sql: string,
  parameters: unknown[],
): Promise<QueryResult<Row>> {
  sendTogether(client);
  const statement = { text: sql, values: parameters };
  const named = parameters.length > MOST_PARAMETERS ? statement : { ...statement, name: nameOf(sql) };
  return client.query<Row>(named).catch((error: unknown) => {
    if (!isAborted(error)) failures.set(client, error);
    throw failures.get(client) ?? error;
  });
}
