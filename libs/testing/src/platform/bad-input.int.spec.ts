import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { startService, tokenOf } from '../index.js';
import { Note, NotebookModule, notebookMigrations } from './notebook.js';

interface Problem {
  status: number;
  code: string;
  detail: string;
  type: string;
  errors?: { pointer: string; code: string }[];
}

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('bad input', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);

  const send = async (body: string | Uint8Array, headers: Record<string, string> = {}, path = '/v1/notes') => {
    const response = await fetch(`${await notebook.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await tokenOf('zhu.parts', 'parts')}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        ...headers,
      },
      body,
    });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      problem: (await response.json()) as Problem,
    };
  };

  afterEach(async () => {
    expect(await notebook.all(Note)).toEqual([]);
    expect(await notebook.outbox()).toEqual([]);
  });

  it.each<[string, string | Uint8Array, Record<string, string>, number, string]>([
    ['not JSON', 'text', {}, 400, 'malformed_json'],
    ['truncated', '{"text":"a', {}, 400, 'malformed_json'],
    ['with a byte order mark', '\ufeff{"text":"a"}', {}, 400, 'malformed_json'],
    ['not UTF-8', bytes(0x7b, 0x22, 0xff, 0x22, 0x7d), {}, 400, 'malformed_json'],
    ['with a name twice', '{"text":"a","text":"b"}', {}, 400, 'malformed_json'],
    ['with __proto__', '{"text":"a","__proto__":{"x":1}}', {}, 422, 'unknown_field'],
    ['10,000 levels deep', deep(10_000), {}, 400, 'malformed_json'],
    ['that is packed', gzipSync('{"text":"a"}'), { 'content-encoding': 'gzip' }, 400, 'malformed_json'],
    ['of 2 MB', JSON.stringify({ text: 'a'.repeat(2_000_000) }), {}, 413, 'body_too_large'],
    [
      'of another type',
      'text=a',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported_media_type',
    ],
    ['of an unknown type', 'a', { 'content-type': 'nonsense' }, 415, 'unsupported_media_type'],
  ])('is refused: a body %s', async (...[, body, headers, status, code]) => {
    const answer = await send(body, headers);
    expect(answer).toMatchObject({ status, problem: { status, code } });
    expect(answer.type).toContain('application/problem+json');
  });

  it.each<[string, unknown, string, string]>([
    ['a missing field', {}, '/text', 'missing'],
    ['null', { text: null }, '/text', 'is_string'],
    ['a number for text', { text: 7 }, '/text', 'is_string'],
    ['an empty text', { text: '' }, '/text', 'min_length'],
    ['a blank text', { text: ' \u3000\u200b\n' }, '/text', 'blank'],
    ['a NUL byte', { text: 'a\u0000b' }, '/text', 'is_well_formed'],
    ['an unknown field', { text: 'a', price: 1 }, '/price', 'unknown_field'],
    ['a field that only we set', { text: 'a', storeId: 'SH002' }, '/storeId', 'unknown_field'],
    ['constructor', { text: 'a', constructor: { name: 'x' } }, '/constructor', 'unknown_field'],
    ['a list that is none', { text: 'a', lines: {} }, '/lines', 'is_array'],
    ['an item that is no object', { text: 'a', lines: [7] }, '/lines', 'each_is_object'],
    ['text for a number inside', { text: 'a', lines: [{ name: 'x', amountFen: '1' }] }, '/lines/0/amountFen', 'is_int'],
    ['a fraction of a fen', { text: 'a', lines: [{ name: 'x', amountFen: 0.5 }] }, '/lines/0/amountFen', 'is_int'],
    ['a negative amount', { text: 'a', lines: [{ name: 'x', amountFen: -1 }] }, '/lines/0/amountFen', 'min'],
    ['an amount beyond sense', { text: 'a', lines: [{ name: 'x', amountFen: 2 ** 53 }] }, '/lines/0/amountFen', 'max'],
    [
      'an unknown field inside',
      { text: 'a', lines: [{ name: 'x', amountFen: 1, x: 1 }] },
      '/lines/0/x',
      'unknown_field',
    ],
  ])('is refused with its pointer: %s', async (_name, body, pointer, code) => {
    const { status, problem } = await send(JSON.stringify(body));
    expect(status).toBe(422);
    expect(problem.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer, code })]));
  });

  it('is refused: a lone surrogate', async () => {
    expect(await send('{"text":"a\\ud800b"}')).toMatchObject({ status: 422, problem: { code: 'validation_failed' } });
  });

  it.each([
    ['no such route', 'GET', '/v1/nothing', 404, 'not_found'],
    ['an id that is none', 'GET', '/v1/notes/17', 404, 'not_found'],
    ['a path that climbs', 'GET', '/v1/notes/..%2f..%2fetc', 404, 'not_found'],
    ['a very long id', 'GET', `/v1/notes/${'a'.repeat(5_000)}`, 404, 'not_found'],
    ['a broken escape', 'GET', '/v1/notes/%zz', 400, 'malformed_request'],
    ['another method', 'PUT', '/v1/notes', 404, 'not_found'],
  ])('is refused: %s', async (...[, method, path, status, code]) => {
    const response = await fetch(`${await notebook.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${await tokenOf('zhu.parts', 'parts')}` },
    });
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status, code });
  });

  it.each([
    ['no token', undefined, 401, 'invalid_token'],
    ['a token that is none', 'Bearer abc', 401, 'invalid_token'],
    ['another scheme', 'Basic emh1OmRldg==', 401, 'invalid_token'],
    [
      'algorithm none',
      `Bearer ${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.e30.`,
      401,
      'invalid_token',
    ],
  ])('is refused: %s', async (_name, authorization, status, code) => {
    const response = await fetch(`${await notebook.url}/v1/notes`, {
      headers: { ...(authorization && { authorization }) },
    });
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.json()).toMatchObject({ status, code });
  });

  it('is refused: a role that may not, a store that is not theirs', async () => {
    expect(await notebook.as('cashier').get('/v1/notes')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await notebook.as('zhu.parts', { store: 'SH002' }).get('/v1/notes')).toMatchObject({
      status: 403,
      body: { code: 'store_forbidden' },
    });
  });

  it.each([
    ['HTTP that is none', 'NONSENSE\r\n\r\n', 400],
    ['TRACE', 'TRACE /v1/notes HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 404],
    [
      'a space in a chunk size',
      'POST /v1/notes HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5 x\r\nhello\r\n',
      400,
    ],
    [
      'a length and chunks',
      'POST /v1/notes HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['headers of 64 KB', `GET /v1/notes HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(65_536)}\r\n\r\n`, 431],
    [
      'two lengths that differ',
      'POST /v1/notes HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello',
      400,
    ],
  ])('is refused on the wire: %s', async (_name, text, status) => {
    const { port } = new URL(await notebook.url);
    const answer = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket
        .on('end', () => resolve(received))
        .on('close', () => resolve(received))
        .on('error', reject);
    });
    expect(answer.split('\r\n')[0]).toContain(String(status));
    expect(answer).toContain('application/problem+json');
  });
});
