import pg from 'pg';
import type { SqlLoad } from './job.js';
import type { Sender } from './sender.js';

/** Connections that run the statement, prepared once on each. */
export async function sqlSenders({ url, connections, sql, parameters, afterwards }: SqlLoad): Promise<Sender[]> {
  const follower = afterwards === undefined ? undefined : await Follower.start(url, afterwards);
  const sender = async (): Promise<Sender> => {
    const client = await connected(url);
    return {
      send: async (index) => {
        const values = [...(parameters[index] ?? [])];
        const { rows } = await client.query<unknown[]>({ name: 'load', text: sql, values, rowMode: 'array' });
        follower?.run();
        return rows[0]?.[0] === false || rows[0]?.[0] === null ? 'refused' : undefined;
      },
      close: async () => {
        await client.end();
        await follower?.close();
      },
    };
  };
  return Promise.all(Array.from({ length: connections }, sender));
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Runs a statement after those of the load, once for all that were done meanwhile. */
class Follower {
  private isDue = false;
  private running: Promise<void> | undefined;
  private closing: Promise<void> | undefined;

  private constructor(
    private readonly client: pg.Client,
    private readonly sql: string,
  ) {}

  static async start(url: string, sql: string): Promise<Follower> {
    return new Follower(await connected(url), sql);
  }

  run(): void {
    this.isDue = true;
    this.running ??= this.untilNoneIsDue();
  }

  private async untilNoneIsDue(): Promise<void> {
    while (this.isDue) {
      this.isDue = false;
      await this.client.query(this.sql);
    }
    this.running = undefined;
  }

  /** Once for all who ask. */
  close(): Promise<void> {
    this.closing ??= Promise.resolve(this.running).then(() => this.client.end());
    return this.closing;
  }
}
