import { columnsOf, readRow } from './book-row.js';

const cells = {
  ...{ partNumber: '06L115562', nameZh: '机油滤清器', nameEn: 'Oil filter', category: 'filter', unit: 'piece' },
  ...{ brand: 'VW', origin: 'genuine', min: '2', max: '10' },
};

describe('a row of a parts book (INT-6)', () => {
  it('is read to thousandths and fen, without rounding', () => {
    expect(readRow({ ...cells, quantity: '4.5', unitCost: '52.3', minPack: '0.001', isRemanufactured: '是' })).toEqual({
      ...cells,
      ...{ min: 2000, max: 10_000, quantity: 4500, unitCost: 5230, minPack: 1, isRemanufactured: true },
    });
  });

  it('says which cars the part fits', () => {
    expect(
      readRow({ ...cells, fits: 'SAIC-VW|Passat|2018-2022; BMW Brilliance|3 Series;BYD|Qin|-2020' }),
    ).toMatchObject({
      fits: [
        { make: 'SAIC-VW', model: 'Passat', fromYear: 2018, toYear: 2022 },
        { make: 'BMW Brilliance', model: '3 Series' },
        { make: 'BYD', model: 'Qin', toYear: 2020 },
      ],
    });
  });

  it.each([
    ['partNumber', '', 'missing'],
    ['partNumber', '备件', 'not_a_code'],
    ['bin', 'A'.repeat(21), 'too_long'],
    ['nameZh', 'a\0b', 'not_text'],
    ['origin', '原厂', 'not_an_option'],
    ['isRemanufactured', 'maybe', 'not_an_option'],
    ['quantity', '1.0001', 'not_a_number'],
    ['quantity', '-1', 'not_a_number'],
    ['quantity', '1,000', 'not_a_number'],
    ['quantity', '1000001', 'out_of_range'],
    ['shelfLifeDays', '0', 'out_of_range'],
    ['expiresOn', '2026-02-30', 'not_a_day'],
    ['expiresOn', '30/02/2026', 'not_a_day'],
    ['expiresOn', '0000-01-01', 'not_a_day'],
    ['expiresOn', '9999-12-31', 'not_a_day'],
    ['fits', 'SAIC-VW|Pas\0sat', 'not_text'],
    ['supplier', 'a\uD800b', 'not_text'],
    ['fits', 'Passat', 'not_a_car'],
    ['fits', 'SAIC-VW|Passat|1899-2022', 'out_of_range'],
    ['fits', 'SAIC-VW|Passat|2018-2201', 'out_of_range'],
    ['unitCost', '1000000000.01', 'out_of_range'],
  ])('names %s with "%s": %s', (column, value, code) => {
    expect(readRow({ ...cells, [column]: value })).toEqual([{ column, code }]);
  });

  it.each(['2027-05-31', '2027/5/31', '46538'])('reads the day "%s", however a spreadsheet wrote it', (expiresOn) => {
    expect(readRow({ ...cells, expiresOn })).toMatchObject({ expiresOn: '2027-05-31' });
  });

  it('names each wrong cell, and a stock that has no cost or too dear a one', () => {
    expect(readRow({ ...cells, unit: '', min: 'x' })).toEqual([
      { column: 'unit', code: 'missing' },
      { column: 'min', code: 'not_a_number' },
    ]);
    expect(readRow({ ...cells, quantity: '1' })).toEqual([{ column: 'unitCost', code: 'missing' }]);
    expect(readRow({ ...cells, quantity: '2', unitCost: '1000000000' })).toEqual([
      { column: 'unitCost', code: 'out_of_range' },
    ]);
  });

  it('has its columns by their names in either language, in any order', () => {
    expect(columnsOf(['备件号 ', 'unitCost', 'our own note'])).toEqual(['partNumber', 'unitCost', undefined]);
  });
});
