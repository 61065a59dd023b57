/** `npm run rehearse -- import`: a parts book with bad rows is taken over while the parts service dies again and again (INT-6). */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api, readRunningPlatform, STAFF } from '../dist/index.js';
import { Platform, say, verify } from './platform.mjs';

const HEADER = '备件号,名称,英文名称,类别,单位,品牌,来源类别,最低库存,最高库存,数量,成本价,供应商,适用车型,有效期至';
const PIECE_BYTES = 384 * 1024;
const BAD_ROWS = 200;
const DEATHS = 3;
const LOOK_EVERY_MS = 1_000;

/** @typedef {{ rowNumber: number, column: string, code: string }} BadCell */
/** @typedef {{ id: string, status: string, rowsDone: number, partsListed: number, lotsBooked: number, rowsUnchanged: number, rowsBad: number }} ImportView */

/** What can be wrong with a row: the cell at a place is replaced. @type {[place: number, value: string, column: string, code: string][]} */
const WRONGS = [
  [0, 'BOOK-0', 'partNumber', 'twice_in_file'],
  [0, '零件', 'partNumber', 'not_a_code'],
  [1, '', 'nameZh', 'missing'],
  [6, 'unknown', 'origin', 'not_an_option'],
  [9, '多', 'quantity', 'not_a_number'],
  [10, '52.305', 'unitCost', 'not_a_number'],
  [12, 'Passat', 'fits', 'not_a_car'],
  [13, '2027-02-30', 'expiresOn', 'not_a_day'],
];

/** @param {number} rows @returns {{ file: Buffer, bad: BadCell[] }} as many rows, bad ones spread over all of them */
function bookOf(rows) {
  /** @type {BadCell[]} */
  const bad = [];
  const badEvery = Math.floor(rows / BAD_ROWS);
  const lines = Array.from({ length: rows }, (_, index) => {
    const stock = `${index % 40}.5,${1 + (index % 900)}.${10 + (index % 90)}`;
    const row = `BOOK-${index},机油滤清器 ${index},Oil filter,filter,piece,VW,genuine,0,10,${stock},S${index % 7},SAIC-VW|Passat|2018-,2028-05-31`;
    const cells = row.split(',');
    if (index % badEvery === 1) {
      const [place, value, column, code] = WRONGS[bad.length % WRONGS.length] ?? [0, '', '', ''];
      cells[place] = value;
      bad.push({ rowNumber: index + 2, column, code });
    }
    return cells.join(',');
  });
  return { file: Buffer.from(`\uFEFF${[HEADER, ...lines].join('\r\n')}`), bad };
}

/** A clerk who uploads books and looks how far they are. */
class Clerk {
  /** @param {Platform} platform */
  constructor(platform) {
    this.platform = platform;
    this.api = new Api(readRunningPlatform(platform.stateFile));
    this.mostMiB = 0;
  }

  /** @param {string} path @param {object} body @returns {Promise<ImportView>} */
  post(path, body) {
    return this.api.post('parts', path, { as: STAFF.partsClerk, body });
  }

  /** @template T @param {string} path @returns {Promise<T>} */
  get(path) {
    return this.api.get('parts', path, STAFF.partsClerk);
  }

  /** @param {Buffer} file @param {boolean} isDryRun @returns {Promise<string>} the import's id */
  async upload(file, isDryRun) {
    const { id } = await this.post('/v1/imports/parts', { fileName: '备件台账.csv', format: 'csv', isDryRun });
    const pieces = Math.ceil(file.length / PIECE_BYTES);
    for (let position = 0; position < pieces; position += 1) {
      const piece = file.subarray(position * PIECE_BYTES, (position + 1) * PIECE_BYTES);
      await this.post(`/v1/imports/${id}/pieces`, { position, contentBase64: piece.toString('base64') });
    }
    await this.post(`/v1/imports/${id}/start`, { pieces });
    return id;
  }

  /** Waits until it is over; the service is killed each time when so many rows are done. @param {string} id @param {number[]} killAt */
  async untilOver(id, killAt = []) {
    const left = [...killAt];
    for (;;) {
      this.#noteMemory();
      /** @type {ImportView} */
      const book = await this.get(`/v1/imports/${id}`);
      if (book.status !== 'running') return book;
      const next = left[0];
      if (next !== undefined && book.rowsDone >= next) {
        left.shift();
        say(`killing the parts service at row ${book.rowsDone}`);
        process.kill(this.#pid, 'SIGKILL');
      }
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** @param {string} id @returns {Promise<BadCell[]>} */
  async badRowsOf(id) {
    /** @type {BadCell[]} */
    const rows = [];
    for (let query = '?limit=100'; query !== '';) {
      /** @type {{ items: BadCell[], nextCursor: string | null }} */
      const { items, nextCursor } = await this.get(`/v1/imports/${id}/bad-rows${query}`);
      rows.push(...items);
      query = nextCursor === null ? '' : `?limit=100&cursor=${nextCursor}`;
    }
    return rows;
  }

  get #pid() {
    return this.platform.state.pids.parts ?? 0;
  }

  #noteMemory() {
    try {
      const kib = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(this.#pid)], { encoding: 'utf8' }));
      this.mostMiB = Math.max(this.mostMiB, Math.round(kib / 1024));
    } catch {
      // It was killed a moment ago and has no memory.
    }
  }
}

/**
 * Takes the book over, and says what is not as it should be.
 * @param {Clerk} clerk
 * @param {ReturnType<typeof bookOf>} book
 * @param {{ what: string, isDryRun?: boolean, killAt?: number[], expected: Partial<ImportView> }} how
 * @returns {Promise<string[]>}
 */
async function take(clerk, { file, bad }, { what, isDryRun = false, killAt = [], expected }) {
  const since = Date.now();
  const id = await clerk.upload(file, isDryRun);
  const book = await clerk.untilOver(id, killAt);
  const seconds = Math.round((Date.now() - since) / 1_000);
  const counts = `${book.rowsDone} rows, ${book.partsListed} parts, ${book.lotsBooked} lots, ${book.rowsUnchanged} unchanged, ${book.rowsBad} bad`;
  say(`${what}: ${book.status} in ${seconds} s, ${counts}; the service held ${clerk.mostMiB} MiB at most so far`);
  const wrong = Object.entries({ status: 'done', rowsBad: bad.length, ...expected }).flatMap(([name, value]) => {
    const found = book[/** @type {keyof ImportView} */ (name)];
    return found === value ? [] : [`${what}: ${name} is ${found}, not ${value}`];
  });
  const named = JSON.stringify(await clerk.badRowsOf(id));
  return named === JSON.stringify(bad) ? wrong : [...wrong, `${what}: other rows are named bad than were planted`];
}

/** @param {{ rows: number, keep: boolean }} options @returns {Promise<number>} exit code */
export async function rehearseImport({ rows, keep }) {
  const platform = await Platform.start(`rehearse-import-${process.pid}`);
  try {
    const book = bookOf(rows);
    const clerk = new Clerk(platform);
    const right = rows - book.bad.length;
    say(`a book of ${rows} rows, ${book.bad.length} of them bad, ${(book.file.length / 1e6).toFixed(1)} MB`);
    const killAt = Array.from({ length: DEATHS }, (_, death) => Math.round((rows * (death + 0.5)) / DEATHS));
    const listed = { rowsDone: rows, partsListed: right, lotsBooked: right, rowsUnchanged: 0 };
    const unchanged = { rowsDone: rows, partsListed: 0, lotsBooked: 0, rowsUnchanged: right };
    const wrong = [
      ...(await take(clerk, book, { what: 'dry run', isDryRun: true, expected: listed })),
      ...(await take(clerk, book, { what: 'import', killAt, expected: listed })),
      ...(await take(clerk, book, { what: 'the same file again', expected: unchanged })),
    ];
    for (const line of wrong) say(`  RED ${line}`);
    const red = verify(platform.stateFile);
    return wrong.length + red.length === 0 ? 0 : 1;
  } finally {
    await platform.stop();
    if (keep) say(`kept: ${platform.runDir}`);
    else rmSync(platform.runDir, { recursive: true, force: true });
  }
}
