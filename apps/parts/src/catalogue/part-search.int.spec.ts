import { Database } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { PartView } from './part.dto.js';
import { findParts, type PartSearch } from './part-search.queries.js';

describe('finding a part (PRT-1)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  type Answer = { items: PartView[]; nextCursor: string | null; code?: string };
  const ask = (query: Record<string, string>) =>
    parts.as('parts-clerk').get<Answer>(`/v1/parts?${new URLSearchParams(query).toString()}`);
  const numbersOf = async (query: Record<string, string>) =>
    (await ask({ limit: '100', ...query })).body.items.map(({ partNumber }) => partNumber);

  beforeAll(async () => {
    const golf = { make: 'FAW-VW', model: 'Golf' };
    await counter.listPart({
      partNumber: '5Q0698151',
      nameZh: '前刹车片（一套）',
      nameEn: 'Front brake pads, set',
      fits: [golf],
    });
    await counter.listPart({
      partNumber: '5Q0-698.451',
      nameZh: '后刹车片',
      nameEn: 'Rear brake pads',
      fits: [{ ...golf, fromYear: 2018 }],
    });
    await counter.listPart({
      partNumber: 'WIP-5Q0',
      nameZh: '雨刮片',
      nameEn: 'Wiper blade',
      fits: [{ ...golf, toYear: 2017 }],
    });
    await counter.listPart({ partNumber: 'OIL-5W30', nameZh: '机油 5W-30', nameEn: 'Engine oil', fits: [] });
    await counter.listPart({
      partNumber: 'OTHER',
      nameZh: '机油滤清器',
      nameEn: 'Oil filter',
      fits: [{ make: 'BYD', model: 'Qin' }],
    });
  });

  it.each([
    ['the start of its number', '5q0698', ['5Q0698151', '5Q0-698.451']],
    ['its number as people write it', '5Q0 698 451', ['5Q0-698.451']],
    ['a piece of its number', '98.45', ['5Q0-698.451']],
    ['a piece of its Chinese name', '刹车', ['5Q0-698.451', '5Q0698151']],
    ['its initials in pinyin', 'SCP', ['5Q0-698.451', '5Q0698151']],
    ['an English word', 'BRAKE', ['5Q0698151', '5Q0-698.451']],
    ['the start of a later word', 'bla', ['WIP-5Q0']],
    ['nothing that it has', 'xyz', []],
    ['a wildcard of SQL', '%', []],
    ['another one', '_', []],
  ])('goes by %s', async (_what, search, expected) => {
    expect((await numbersOf({ search })).sort()).toEqual([...expected].sort());
  });

  it('shows the nearest first: what is wanted whole before what only begins so', async () => {
    expect(await numbersOf({ search: '5q0' })).toEqual(['WIP-5Q0', '5Q0698151', '5Q0-698.451']);
  });

  it.each([
    [{ year: '2020' }, ['OIL-5W30', '5Q0-698.451', '5Q0698151']],
    [{ year: '2016' }, ['OIL-5W30', 'WIP-5Q0', '5Q0698151']],
    [{}, ['OIL-5W30', 'WIP-5Q0', '5Q0-698.451', '5Q0698151']],
    [{ search: 'scp', year: '2016' }, ['5Q0698151']],
    [{ search: 'oil' }, ['OIL-5W30']],
  ])('goes by the car, with those that fit any: %j', async (query, expected) => {
    expect(await numbersOf({ make: 'FAW-VW', model: 'Golf', ...query })).toEqual(expected);
  });

  it.each([{ make: 'FAW-VW' }, { model: 'Golf' }, { year: '2020' }])('is refused for half a car: %j', async (query) => {
    const { status, body } = await ask(query);
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'PARTS.CAR_INCOMPLETE' });
  });

  it('gives each part once, page by page, though several pieces of it match', async () => {
    const numbers = Array.from({ length: 7 }, (_unused, index) => `77${index}77${index}77`);
    for (const partNumber of numbers)
      await counter.listPart({ partNumber, fits: [{ make: 'Tesla', model: 'Model Y' }] });

    for (const query of [{ search: '77' }, { make: 'Tesla', model: 'Model Y' }]) {
      const seen: string[] = [];
      let cursor: string | null | undefined;
      do {
        const { body } = await ask({ limit: '2', ...query, ...(cursor && { cursor }) });
        seen.push(...body.items.map(({ partNumber }) => partNumber));
        cursor = body.nextCursor;
      } while (cursor);
      expect(seen.filter((number) => number !== 'OIL-5W30').sort()).toEqual(numbers);
    }
  });

  it('reads indexes alone, behind row-level security, in a catalogue of 5,000 parts', async () => {
    await parts.sql(MANY_PARTS);
    await parts.sql('ANALYZE part, part_key, part_fit');
    const searches: PartSearch[] = [
      { search: 'gp15' },
      { search: '4999' },
      { search: '滤清' },
      { make: 'VW', model: 'M7', year: 2019 },
      { search: 'lqq', make: 'VW', model: 'M7' },
    ];
    const scanned = await parts.inStore('SH001', () =>
      parts.get(Database).read(async (tx) => {
        for (const search of searches) {
          expect(await findParts(tx, search, { lastId: undefined, take: 20 })).not.toEqual([]);
        }
        return tx.query(`
          SELECT relname, seq_scan FROM pg_stat_xact_user_tables
          WHERE seq_scan > 0 AND relname IN ('part', 'part_key', 'part_fit')`); // of others it counts what went before on its connection
      }),
    );
    expect(scanned).toEqual([]);
  });
});

const MANY_PARTS = `
  INSERT INTO part (id, store_id, version, event_version, part_number, name_zh, name_en, category, unit, brand, origin, fitted_cars, initials,
    min_thousandths, max_thousandths)
  SELECT gen_random_uuid(), 'SH001', 1, 0, 'GP' || n, '滤清器' || n % 100, 'Filter', 'filter', 'piece', 'VW', 'genuine',
    jsonb_build_array(jsonb_build_object('make', 'VW', 'model', 'M' || n % 50, 'fromYear', 2010 + n % 10)), '{lqq}', 0, 0
  FROM generate_series(1, 5000) n`;
