import { randomUUID } from 'node:crypto';
import { Database } from '@pitlane/platform';
import { eventually, startService, whileUnwritable } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import type { PartView } from '../catalogue/part.dto.js';
import { Part } from '../catalogue/part.entity.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import { readRow } from './book-row.js';
import { BookTaking } from './book-taking.service.js';
import type { BadRowView, ImportView } from './parts-import.dto.js';
import { type FileFormat, PartsImport } from './parts-import.entity.js';
import { bookCells, bookOf, bookRow, gbkOf, importBook, xlsxOf } from './testing.js';

describe('the import of a parts book (INT-6)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const clerk = parts.as('parts-clerk');
  afterEach(() => parts.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

  const show = async (id: string) => (await clerk.get<ImportView>(`/v1/imports/${id}`)).body;
  const ended = ({ id }: ImportView) =>
    eventually(async () => {
      const book = await show(id);
      return book.status !== 'running' && book;
    });
  const take = async (content: string | Buffer, how: { isDryRun?: boolean; format?: FileFormat } = {}) =>
    ended(await importBook(parts, content, how));
  const numberedRows = (name: string, count: number) =>
    Array.from({ length: count }, (_unused, index) => bookRow(`${name}-${index}`));
  const listedOf = async (name: string) =>
    (await parts.all(Part))
      .map(({ partNumber }) => partNumber)
      .filter((partNumber) => partNumber.startsWith(`${name}-`));
  const partNumbered = async (partNumber: string) =>
    (await clerk.get<{ items: PartView[] }>(`/v1/parts?search=${partNumber}`)).body.items[0];

  /** An import of a thousand rows whose runner dies on its way. */
  async function halfDone(name: string): Promise<ImportView> {
    const book = await importBook(parts, bookOf(...numberedRows(name, 1000)));
    await eventually(async () => (await show(book.id)).rowsDone >= 200, { everyMs: 5 });
    await parts.sql('UPDATE parts_import SET runner_id = $1 WHERE id = $2', [randomUUID(), book.id]);
    const { rowsDone, status } = await show(book.id);
    expect({ status, isHalfWay: rowsDone < 1000 }).toEqual({ status: 'running', isHalfWay: true });
    return book;
  }

  async function badRowsOf({ id }: ImportView): Promise<BadRowView[]> {
    const rows: BadRowView[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await clerk.get<{ items: BadRowView[]; nextCursor: string | null }>(
        `/v1/imports/${id}/bad-rows?limit=100${query}`,
      );
      rows.push(...body.items);
      cursor = body.nextCursor;
    }
    return rows;
  }

  it('lists the parts and books their opening stock, exact to the fen', async () => {
    const book = await take(
      bookOf(bookRow('IMP-1', { nameZh: '前刹车片', minPack: '2' }), bookRow('IMP-2', { quantity: '' })),
    );

    expect(book).toMatchObject({
      status: 'done',
      rowsDone: 2,
      partsListed: 2,
      lotsBooked: 1,
      rowsUnchanged: 0,
      rowsBad: 0,
    });
    const part = await partNumbered('IMP-1');
    expect(part).toMatchObject({
      ...{ nameZh: '前刹车片', minPackThousandths: 2000, availableThousandths: 4500 },
      fits: [{ make: 'SAIC-VW', model: 'Passat', fromYear: 2018 }],
    });
    const { lots } = await counter.stockOf({ id: part?.id ?? '' });
    expect(lots).toMatchObject([{ supplier: 'OPENING', unitCostFen: 5230, availableThousandths: 4500 }]);
    expect(await counter.said(part?.id ?? '')).toEqual(expect.arrayContaining(['part.listed']));
    expect(await counter.said(lots[0]?.deliveryId ?? '')).toEqual(['delivery.received']);
    expect(await counter.said(book.id)).toEqual(['parts-import.finished']);
  });

  it('alerts of what lies below its minimum, and does not of what comes with its stock (PRT-6)', async () => {
    await take(
      bookOf(
        bookRow('LOW-1', { min: '4', max: '9', quantity: '' }),
        bookRow('LOW-2', { min: '4', max: '9', quantity: '3' }),
        bookRow('LOW-3', { min: '4', max: '9', quantity: '4.5' }),
      ),
    );
    const found = await Promise.all(['LOW-1', 'LOW-2', 'LOW-3'].map(partNumbered));
    expect(found.map((part) => part?.alert)).toEqual(['below-minimum', 'below-minimum', null]);
    const said = await Promise.all(found.map((part) => counter.said(part?.id ?? '')));
    expect(said).toEqual([
      ['part.listed', 'part.below-minimum'],
      ['part.listed', 'part.below-minimum'],
      ['part.listed'],
    ]);
  });

  it('brings the same parts and lots as CSV, as CSV in GBK and as a workbook', async () => {
    const bookNamed = (name: string) =>
      bookOf(
        bookRow(`${name}-1`, { nameZh: '前刹车片', unitCost: '0.07', expiresOn: '2028-02-29' }),
        bookRow(`${name}-2`, { quantity: '120', minPack: '0.5', supplier: '上汽配件', fits: '' }),
        bookRow(`${name}-3`, { quantity: '' }),
      );
    const broughtAs = (name: string) =>
      parts.sql(
        `SELECT right(part.part_number, 1) AS number, name_zh, name_en, category, unit, brand, origin, fits, min_pack_thousandths,
           min_thousandths, max_thousandths, lot.available_thousandths, unit_cost_fen, supplier, expires_on
         FROM part LEFT JOIN lot ON lot.part_id = part.id LEFT JOIN delivery ON delivery.id = delivery_id WHERE part.part_number LIKE $1 || '-%' ORDER BY part.part_number`,
        [name],
      );

    await take(bookNamed('FMT-CSV'));
    await take(gbkOf(bookNamed('FMT-GBK').replace('\uFEFF', '')));
    expect(await take(xlsxOf(bookNamed('FMT-XLSX')), { format: 'xlsx' })).toMatchObject({
      status: 'done',
      lotsBooked: 2,
    });

    const brought = await broughtAs('FMT-CSV');
    expect(brought).toHaveLength(3);
    expect(await broughtAs('FMT-GBK')).toEqual(brought);
    expect(await broughtAs('FMT-XLSX')).toEqual(brought);
  });

  it('takes nothing over from a workbook that breaks off at its end', async () => {
    const whole = xlsxOf(bookOf(...numberedRows('CUT', 1_000)));
    const book = await take(whole.subarray(0, whole.length - 12_000), { format: 'xlsx' });

    expect(book).toMatchObject({ status: 'failed', failure: 'not_xlsx', rowsDone: 0, partsListed: 0 });
    expect(await listedOf('CUT')).toEqual([]);
  });

  it('names each of 200 bad rows, in a dry run that takes nothing over, and takes over the others afterwards', async () => {
    const mistakes: [Record<string, string>, string, string][] = [
      [{ nameZh: '' }, 'nameZh', 'missing'],
      [{ origin: 'stolen' }, 'origin', 'not_an_option'],
      [{ quantity: '1.2345' }, 'quantity', 'not_a_number'],
      [{ unitCost: '' }, 'unitCost', 'missing'],
      [{ min: '11' }, 'partNumber', 'PARTS.LIMITS_CROSSED'],
      [{ fits: 'Passat' }, 'fits', 'not_a_car'],
      [{ partNumber: '前' }, 'partNumber', 'not_a_code'],
      [{ partNumber: 'BAD-0' }, 'partNumber', 'twice_in_file'],
    ];
    const mistakeAt = (index: number) =>
      index > 0 && index % 2 === 0 ? mistakes[(index / 2) % mistakes.length] : undefined;
    const rows = Array.from({ length: 401 }, (_unused, index) => bookRow(`BAD-${index}`, mistakeAt(index)?.[0]));
    const expected = rows.flatMap((_row, index) => {
      const [, column, code] = mistakeAt(index) ?? [];
      return code === undefined ? [] : [{ rowNumber: index + 2, column, code }];
    });

    const dry = await take(bookOf(...rows), { isDryRun: true });
    const workbook = await take(xlsxOf(bookOf(...rows)), { isDryRun: true, format: 'xlsx' });

    expect(expected).toHaveLength(200);
    expect(await badRowsOf(dry)).toEqual(expected);
    expect(await badRowsOf(workbook)).toEqual(expected);
    expect(dry).toMatchObject({ status: 'done', rowsDone: 401, partsListed: 201, rowsBad: 200 });
    expect(await listedOf('BAD')).toEqual([]);
    const book = await take(bookOf(...rows));
    expect(await badRowsOf(book)).toEqual(expected);
    expect(await listedOf('BAD')).toHaveLength(201);
  });

  it('changes nothing when the same file comes again', async () => {
    const content = bookOf(...numberedRows('TWICE', 250));
    await take(content);
    const before = await parts.sql('SELECT (SELECT count(*) FROM part) AS parts, count(*) AS moves FROM movement');

    expect(await take(content)).toMatchObject({ partsListed: 0, lotsBooked: 0, rowsUnchanged: 250, rowsBad: 0 });
    expect(await parts.sql('SELECT (SELECT count(*) FROM part) AS parts, count(*) AS moves FROM movement')).toEqual(
      before,
    );
  });

  it('goes on where it stopped, each row once, though its runner died and several replicas run', async () => {
    await parts.twin();
    const book = await halfDone('STOP');

    parts.clock.moveTo(new Date('2026-11-21T01:06:00Z'));
    expect(await ended(book)).toMatchObject({ status: 'done', rowsDone: 1000, partsListed: 1000, lotsBooked: 1000 });

    expect(await listedOf('STOP')).toHaveLength(1000);
    const said = (await parts.outbox()).filter(({ type, data }) => {
      return type === 'parts.part.listed.v1' && String(data['partNumber']).startsWith('STOP-');
    });
    expect(said).toHaveLength(1000);
  });

  it('books opening stock once, though two of the same book run at once', async () => {
    const { partNumber } = await counter.listPart();
    const row = readRow(bookCells(partNumber));
    const facts = {
      storeId: 'SH001',
      fileName: 'a.csv',
      format: 'csv',
      isDryRun: false,
      uploadedBy: 'zhu.parts',
    } as const;
    const take = () =>
      parts.inStore('SH001', () =>
        parts.get(Database).transaction(async (tx) => {
          const book = PartsImport.open({ ...facts, id: randomUUID() });
          await tx.save(book);
          return parts.get(BookTaking).take(tx, book, [{ rowNumber: 2, row }], parts.clock.now());
        }),
      );

    const counts = await Promise.all([take(), take(), take()]);

    expect(counts.map(({ lotsBooked }) => lotsBooked).sort()).toEqual([0, 0, 1]);
    expect(await parts.sql('SELECT FROM lot WHERE part_number = $1', [partNumber])).toHaveLength(1);
  });

  it('names a row that is refused after all, and takes over the others of its batch', async () => {
    await parts.sql(`ALTER TABLE part ADD CONSTRAINT no_seven CHECK (part_number <> 'SEVEN-7') NOT VALID`);
    const book = await take(bookOf(...numberedRows('SEVEN', 210)));
    await parts.sql('ALTER TABLE part DROP CONSTRAINT no_seven');

    expect(book).toMatchObject({ status: 'done', rowsDone: 210, partsListed: 209, lotsBooked: 209, rowsBad: 1 });
    expect(await badRowsOf(book)).toEqual([{ rowNumber: 9, column: 'partNumber', code: 'not_consistent' }]);
    expect(await listedOf('SEVEN')).toHaveLength(209);
  });

  it('says where a file breaks off', async () => {
    const book = await take(`${bookOf(bookRow('Y-1'), bookRow('Y-2'))}\r\n"unclosed`);
    expect(book).toMatchObject({ status: 'failed', failure: 'not_csv', rowsDone: 0 });
    expect(await badRowsOf(book)).toEqual([{ rowNumber: 4, column: 'partNumber', code: 'not_csv' }]);
  });

  it('has no pieces of a longer upload before', async () => {
    const { body } = await clerk.post<ImportView>('/v1/imports/parts', {
      ...{ fileName: 'a.csv', format: 'csv', isDryRun: false },
    });
    const send = (position: number, content: string) => {
      const contentBase64 = Buffer.from(content).toString('base64');
      return clerk.post(`/v1/imports/${body.id}/pieces`, { position, contentBase64 });
    };
    await send(0, 'another book');
    await send(1, `\r\n${bookRow('LONGER-2')}`);
    await send(0, bookOf(bookRow('LONGER-1')));
    await clerk.post(`/v1/imports/${body.id}/start`, { pieces: 1 });
    expect(await ended(body)).toMatchObject({ status: 'done', rowsDone: 1 });
    expect(await listedOf('LONGER')).toEqual(['LONGER-1']);
  });

  it('ends though one that began before it can not be written', async () => {
    const broken = await halfDone('STUCK');
    await whileUnwritable(parts, 'parts_import', broken.id, async () => {
      parts.clock.moveTo(new Date('2026-11-21T01:06:00Z'));
      expect(await take(bookOf(bookRow('BESIDE-1')))).toMatchObject({ status: 'done', partsListed: 1 });
    });
    expect(await ended(broken)).toMatchObject({ status: 'done', rowsDone: 1000 });
  });

  it.each([
    ['is empty', '\uFEFF', 'empty'],
    ['has no column of prices and limits', '备件号,名称\nA,B', 'without_nameEn'],
    ['is no CSV', `${bookOf(bookRow('X-1'))}\n"unclosed`, 'not_csv'],
  ])('fails by name for a file that %s', async (_what, content, failure) => {
    expect(await take(content)).toMatchObject({ status: 'failed', failure });
  });

  it('is refused without all pieces, and takes none once it runs', async () => {
    const { body } = await clerk.post<ImportView>('/v1/imports/parts', {
      fileName: 'a.csv',
      format: 'csv',
      isDryRun: true,
    });
    const send = (position: number) =>
      clerk.post<{ code?: string }>(`/v1/imports/${body.id}/pieces`, { position, contentBase64: 'QQ==' });
    const start = () => clerk.post<{ code?: string; position?: number }>(`/v1/imports/${body.id}/start`, { pieces: 3 });
    expect((await start()).body).toMatchObject({ code: 'PARTS.PIECE_MISSING', position: 0 });
    await send(0);
    await send(2);
    expect((await start()).body).toMatchObject({ code: 'PARTS.PIECE_MISSING', position: 1 });
    await send(1);
    expect((await start()).status).toBe(200);
    expect((await send(3)).body).toMatchObject({ code: 'PARTS.IMPORT_NOT_UPLOADING' });
    expect((await start()).body).toMatchObject({ code: 'PARTS.IMPORT_NOT_UPLOADING' });
  });
});
