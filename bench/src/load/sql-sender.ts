import pg from 'pg';
import type { SqlLoad } from './job.js';
import type { Sender } from './sender.js';

/** Connections that run the statement, prepared once on each. */
export async function sqlSenders({ url, connections, sql, parameters }: SqlLoad): Promise<Sender[]> {
  const sender = async (): Promise<Sender> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return {
      send: async (index) => {
        const values = [...(parameters[index] ?? [])];
        const { rows } = await client.query<unknown[]>({ name: 'load', text: sql, values, rowMode: 'array' });
        return rows[0]?.[0] === false || rows[0]?.[0] === null ? 'refused' : undefined;
      },
      close: () => client.end(),
    };
  };
  return Promise.all(Array.from({ length: connections }, sender));
}
