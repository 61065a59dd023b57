import type { Client, QueryResult } from 'pg';

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

/** Runs SQL with parameters `$1`, `$2` …; it is on its way when this returns. Each connection plans the same text once. */
export function send<Row extends object>(
  client: Client,
  sql: string,
  parameters: unknown[],
): Promise<QueryResult<Row>> {
  sendTogether(client);
  const statement = { text: sql, values: parameters };
  return client.query<Row>(parameters.length > MOST_PARAMETERS ? statement : { ...statement, name: nameOf(sql) });
}
