import { randomUUID } from 'node:crypto';
import { HttpConnection } from './http-connection.js';
import type { Job, Target } from './job.js';
import type { Sender } from './sender.js';

type HttpJob = Extract<Job, { kind: 'http' }>;

/** Connections to one service; each reconnects when it was cut. */
export async function httpSenders(load: HttpJob): Promise<Sender[]> {
  const url = new URL(load.url);
  const requests = load.targets.map((target) => requestTextOf(load, url, target));
  const run = randomUUID();
  let count = 0;
  const sender = async (): Promise<Sender> => {
    let connection = await HttpConnection.open(url);
    return {
      send: async (index) => {
        const text = requests[index] ?? '';
        if (!connection.isOpen) connection = await HttpConnection.open(url);
        const status = await connection.send(text.replace(KEY, `${run}-${(count += 1)}`));
        return status < 300 ? undefined : String(status);
      },
      close: () => Promise.resolve(connection.close()),
    };
  };
  return Promise.all(Array.from({ length: load.connections }, sender));
}

const KEY = '{idempotency-key}';

function requestTextOf({ token }: HttpJob, url: URL, { path, body, store }: Target): string {
  const head = [
    `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`,
    `host: ${url.host}`,
    `authorization: Bearer ${token}`,
    ...(store === undefined ? [] : [`pitlane-store: ${store}`]),
  ];
  if (body !== undefined) {
    head.push(
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      `idempotency-key: ${KEY}`,
    );
  }
  return `${head.join('\r\n')}\r\n\r\n${body ?? ''}`;
}
