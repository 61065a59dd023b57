import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import {
  Code, Day, Fen, Flag, Instant, Integer, Kilometres, ListOf, Nested, OneOf, Text, TextList, Thousandths, TimeOfDay, Uuid, UuidList,
} from './fields.js'; // prettier-ignore

const ID = '01990000-0000-7000-8000-000000000001';

class Item {
  @Fen() amountFen!: number;
}

class Sample {
  @Uuid({ optional: true }) uuid?: string;
  @Text(5, { optional: true }) text?: string;
  @Code({ optional: true }) code?: string;
  @Integer({ min: 1, max: 9, optional: true }) integer?: number;
  @Fen({ optional: true }) fen?: number;
  @Thousandths({ optional: true }) quantity?: number;
  @Kilometres({ optional: true }) km?: number;
  @Flag({ optional: true }) flag?: boolean;
  @OneOf(['a', 'b'], { optional: true }) word?: string;
  @Instant({ optional: true }) instant?: string;
  @Day({ optional: true }) day?: string;
  @TimeOfDay({ optional: true }) time?: string;
  @Nested(() => Item, { optional: true }) nested?: Item;
  @ListOf(() => Item, { min: 1, max: 2, optional: true }) items?: Item[];
  @TextList({ values: ['x', 'y'], optional: true }) words?: string[];
  @TextList({ optional: true }) tags?: string[];
  @UuidList({ min: 1, max: 2, optional: true }) ids?: string[];
  @Text(5, { nullable: true, optional: true }) maybe?: string | null;
}

const isRefused = (field: string, value: unknown): boolean =>
  validateSync(plainToInstance(Sample, { [field]: value })).length > 0;

describe('a field', () => {
  it.each<[string, unknown]>([
    ['uuid', ID], ['text', '中文字'], ['code', '06L115562B'], ['integer', 9], ['fen', 0], ['fen', 100_000_000_000],
    ['quantity', 4_500], ['km', 120_000], ['flag', false], ['word', 'b'], ['instant', '2026-11-21T01:30:00Z'], ['instant', '2028-02-29T23:59:59.999+08:00'],
    ['day', '2028-02-29'], ['time', '23:59'], ['nested', { amountFen: 1 }], ['items', [{ amountFen: 1 }]], ['words', ['x']], ['ids', [ID, ID]], ['maybe', null],
  ])('%s takes %j', (field, value) => expect(isRefused(field, value)).toBe(false)); // prettier-ignore

  it.each<[string, unknown]>([
    ['uuid', '01990000-0000-7000-8000-00000000000A'], ['uuid', 'x'], ['text', ''], ['text', 'abcdef'], ['text', 'a\u0000'], ['text', '  '], ['text', '\u3000\u200b'], ['text', '\ud800'], ['text', null],
    ['code', '../x'], ['code', 'a b'], ['integer', 0], ['integer', 10], ['integer', 1.5], ['integer', '1'], ['integer', Number.NaN], ['integer', 1e400],
    ['fen', -1], ['fen', 2 ** 53], ['fen', 0.5], ['quantity', -1], ['quantity', 1e12], ['km', 3_000_001], ['flag', 'true'], ['word', 'c'],
    ['instant', '2026-02-30T00:00:00Z'], ['instant', '2026-11-21T01:30:00'], ['instant', '0000-01-01T00:00:00Z'], ['instant', '9999-01-01T00:00:00Z'],
    ['instant', '2200-12-31T23:00:00-12:00'], ['instant', '1900-01-01T00:00:00+08:00'],
    ['instant', '2026-11-21T25:00:00Z'], ['instant', 0], ['day', '2026-02-29'], ['day', '2026-11-21T00:00:00Z'], ['time', '24:00'],
    ['nested', []], ['nested', { amountFen: '1' }], ['items', []], ['items', [7]], ['items', [{ amountFen: 1 }, { amountFen: 1 }, { amountFen: 1 }]],
    ['items', {}], ['words', ['z']], ['tags', [' ']], ['ids', []], ['ids', [ID, ID, ID]], ['ids', [ID, 'x']], ['ids', [`${ID.slice(0, -1)}A`]], ['ids', [7]], ['ids', ID], ['maybe', 7],
  ])('%s refuses %j', (field, value) => expect(isRefused(field, value)).toBe(true)); // prettier-ignore
});
