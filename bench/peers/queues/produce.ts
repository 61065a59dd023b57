import pg from 'pg';

const CLIENTS = 16;

/** Runs COUNT business transactions, PER_SECOND of them or (0) as fast as sixteen clients can; `send` joins each of them. */
export async function produce(send: (id: string, client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  const [count, perSecond] = [Number(process.env['COUNT']), Number(process.env['PER_SECOND'])];
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: CLIENTS });
  const beganAt = performance.now();
  let turn = 0;
  const work = async (): Promise<void> => {
    while (turn < count) {
      const waitMs = perSecond > 0 ? beganAt + (turn * 1_000) / perSecond - performance.now() : 0;
      turn += 1;
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      const id = crypto.randomUUID();
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query('INSERT INTO said (event_id) VALUES ($1)', [id]);
      await send(id, client);
      await client.query('COMMIT');
      client.release();
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, work));
  await pool.end();
}
