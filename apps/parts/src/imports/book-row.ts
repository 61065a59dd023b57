import { isRealDay, isWellFormed, MOST_FEN, PART_ORIGINS, type PartOrigin } from '@pitlane/contracts';
import { type FittedCar, MODEL_YEARS } from '../catalogue/part.entity.js';

/** Why a cell, or a row, cannot be taken over. */
export interface BadCell {
  readonly column: string;
  readonly code: string;
}

/** Cells of a row by the name of their column. */
export type Cells = Readonly<Record<string, string>>;

interface Column {
  /** As it stands in the header, in either language. */
  readonly nameZh: string;
  readonly isOptional?: true;
  /** @throws BadValue */
  readonly read: (text: string) => unknown;
}

class BadValue extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

const text = (most: number) => (value: string) => {
  if (value.length > most) throw new BadValue('too_long');
  return value;
};

const matching = (pattern: RegExp, code: string) => (value: string) => {
  if (!pattern.test(value)) throw new BadValue(code);
  return value;
};

const oneOf = (values: readonly string[]) => (value: string) => {
  if (!values.includes(value)) throw new BadValue('not_an_option');
  return value;
};

/** A decimal number as a whole number of its smallest unit: `4.5` with three decimals is 4500. Nothing is rounded. */
const decimal =
  (decimals: number, { min, max }: { min: number; max: number }) =>
  (value: string): number => {
    const [, whole = '', fraction = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(value) ?? [];
    if (whole === '' || /[1-9]/.test(fraction.slice(decimals))) throw new BadValue('not_a_number');
    const number = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
    if (number < min || number > max) throw new BadValue('out_of_range');
    return number;
  };

const DAY_0_OF_SPREADSHEETS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/** `2027-05-31`, `2027/5/31`, or the number that a spreadsheet keeps of a day: 46538. */
const day = (value: string): string => {
  if (/^\d{5}$/.test(value)) return new Date(DAY_0_OF_SPREADSHEETS + Number(value) * DAY_MS).toISOString().slice(0, 10);
  const [, year = '', month = '', ofMonth = ''] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(value) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${ofMonth.padStart(2, '0')}`;
  if (!isRealDay(iso)) throw new BadValue('not_a_day');
  return iso;
};

const modelYear = decimal(0, MODEL_YEARS);

/** `SAIC-VW|Passat|2018-2022; SAIC-VW|Lavida` */
const cars = (value: string): FittedCar[] =>
  value.split(';').map((car) => {
    const [, make = '', model = '', from, to] =
      /^\s*([^|]{1,60})\|([^|]{1,60})(?:\|(\d{4})?-(\d{4})?)?\s*$/.exec(car) ?? [];
    if (make === '') throw new BadValue('not_a_car');
    const years = { ...(from && { fromYear: modelYear(from) }), ...(to && { toYear: modelYear(to) }) };
    return { make: make.trim(), model: model.trim(), ...years };
  });

const THOUSANDTHS = { min: 0, max: 1_000_000_000 };
const yes = (value: string): boolean => oneOf(['yes', 'no', '是', '否'])(value) === 'yes' || value === '是';

/** What a parts book says of a part and its opening stock. Quantities are in stocking units, money in yuan. */
const COLUMNS = {
  partNumber: { nameZh: '备件号', read: matching(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/, 'not_a_code') },
  nameZh: { nameZh: '名称', read: text(120) },
  nameEn: { nameZh: '英文名称', read: text(120) },
  category: { nameZh: '类别', read: text(40) },
  unit: { nameZh: '单位', read: text(20) },
  brand: { nameZh: '品牌', read: text(60) },
  origin: { nameZh: '来源类别', read: oneOf(PART_ORIGINS) },
  isRemanufactured: { nameZh: '再制造', isOptional: true, read: yes },
  shelfLifeDays: { nameZh: '保质期天数', isOptional: true, read: decimal(0, { min: 1, max: 36_500 }) },
  bin: { nameZh: '库位', isOptional: true, read: text(20) },
  fits: { nameZh: '适用车型', isOptional: true, read: cars },
  minPack: { nameZh: '最小包装', isOptional: true, read: decimal(3, { ...THOUSANDTHS, min: 1 }) },
  min: { nameZh: '最低库存', read: decimal(3, THOUSANDTHS) },
  max: { nameZh: '最高库存', read: decimal(3, THOUSANDTHS) },
  quantity: { nameZh: '数量', isOptional: true, read: decimal(3, THOUSANDTHS) },
  unitCost: { nameZh: '成本价', isOptional: true, read: decimal(2, { min: 0, max: MOST_FEN }) },
  supplier: { nameZh: '供应商', isOptional: true, read: text(80) },
  certificate: { nameZh: '合格证', isOptional: true, read: text(120) },
  expiresOn: { nameZh: '有效期至', isOptional: true, read: day },
} satisfies Record<string, Column>;

type Name = keyof typeof COLUMNS;

/** A row whose cells could be read; what is optional may be missing. */
export interface BookRow {
  partNumber: string;
  nameZh: string;
  nameEn: string;
  category: string;
  unit: string;
  brand: string;
  origin: PartOrigin;
  isRemanufactured?: boolean;
  shelfLifeDays?: number;
  bin?: string;
  fits?: FittedCar[];
  /** Thousandths of the unit, as the three below. */
  minPack?: number;
  min: number;
  max: number;
  quantity?: number;
  /** Fen. */
  unitCost?: number;
  supplier?: string;
  certificate?: string;
  expiresOn?: string;
}

const NAMES = Object.keys(COLUMNS) as Name[];
const NAME_OF_TITLE = new Map(NAMES.flatMap((name) => [[name, name] as const, [COLUMNS[name].nameZh, name] as const]));

/** Columns of a header by position; undefined for one that we do not take over. */
export const columnsOf = (header: readonly string[]): (string | undefined)[] =>
  header.map((title) => NAME_OF_TITLE.get(title.trim()));

export const REQUIRED = NAMES.filter((name) => !('isOptional' in COLUMNS[name]));

/** What a spreadsheet leaves of a formula that failed. */
const FORMULA_ERROR = /^#(N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!)$/;

/** Reads a row; or names each cell that is wrong. */
export function readRow(cells: Cells): BookRow | BadCell[] {
  const bad: BadCell[] = [];
  const row: Record<string, unknown> = {};
  for (const column of NAMES) {
    const value = cells[column]?.trim() ?? '';
    try {
      if (FORMULA_ERROR.test(value)) throw new BadValue('formula_error');
      if (!isWellFormed(value)) throw new BadValue('not_text');
      if (value !== '') row[column] = COLUMNS[column].read(value);
      else if (REQUIRED.includes(column)) throw new BadValue('missing');
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      bad.push({ column, code: error.code });
    }
  }
  if (bad.length > 0) return bad;
  const whole = row as unknown as BookRow;
  const badStock = badStockOf(whole);
  return badStock ? [badStock] : whole;
}

/** An opening stock has a cost, and one that money can be counted in. */
function badStockOf({ quantity = 0, unitCost }: BookRow): BadCell | undefined {
  if (quantity === 0) return undefined;
  if (unitCost === undefined) return { column: 'unitCost', code: 'missing' };
  return (quantity * unitCost) / 1_000 > MOST_FEN ? { column: 'unitCost', code: 'out_of_range' } : undefined;
}
