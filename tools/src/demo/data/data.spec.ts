import { BAY_KINDS, PAY_TYPES, SKILLS } from '@pitlane/contracts';
import { isPlate, isVin } from '@pitlane/kernel';
import {
  BAYS,
  CUSTOMERS,
  LABOR_OPERATIONS,
  LABOR_RATES_FEN,
  PARTS,
  SUPPLIERS,
  TECHNICIANS,
  VEHICLES,
} from './index.js';

const MAKER_CODES: Readonly<Record<string, readonly string[]>> = {
  'SAIC-VW': ['LSV'],
  'FAW-VW': ['LFV'],
  'FAW-Audi': ['LFV'],
  'FAW Toyota': ['LFM', 'LTV'],
  'GAC Toyota': ['LVG'],
  'GAC Honda': ['LHG'],
  'Dongfeng Honda': ['LVH'],
  'BMW Brilliance': ['LBV'],
  BYD: ['LC0', 'LGX'],
  Geely: ['L6T'],
  Tesla: ['LRW'],
  Chery: ['LVV'],
  GWM: ['LGW'],
};
const YEAR_LETTERS = 'JKLMNPRS';
const FIRST_YEAR = 2018;

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

describe('the cars and their owners', () => {
  it('are 24 each, no two alike', () => {
    expect(VEHICLES).toHaveLength(24);
    expect(CUSTOMERS).toHaveLength(24);
    expect(repeated(VEHICLES.flatMap(({ vin, plate }) => [vin, plate]))).toEqual([]);
    expect(repeated(CUSTOMERS.flatMap(({ nameZh, mobile, email }) => [nameZh, mobile, email]))).toEqual([]);
  });

  it.each(VEHICLES)('$plate has a VIN of its maker and year', ({ vin, make, modelYear }) => {
    expect(isVin(vin)).toBe(true);
    expect(MAKER_CODES[make]).toContain(vin.slice(0, 3));
    expect(vin[9]).toBe(YEAR_LETTERS[modelYear - FIRST_YEAR]);
  });

  it.each(VEHICLES)('$plate is green for a car that is charged, blue for any other', ({ plate, powertrain }) => {
    const seven = /^.{7}$/;
    const plates = { electric: /^..D\d{5}$/, hybrid: /^(.{7}|..F\d{5})$/, petrol: seven, diesel: seven };
    expect(isPlate(plate)).toBe(true);
    expect(plate).toMatch(plates[powertrain]);
  });

  it('can be written to without reaching anybody', () => {
    for (const { mobile, email } of CUSTOMERS) {
      expect(mobile).toMatch(/^154\d{8}$/);
      expect(email).toMatch(/^[a-z.]+@example\.com$/);
    }
  });
});

describe('the parts', () => {
  const suppliers = SUPPLIERS.map(({ supplierCode }) => supplierCode);
  const cars = VEHICLES.map(({ make, model }) => `${make} ${model}`);

  it('are 300 at least, each with its own number, without blanks', () => {
    expect(PARTS.length).toBeGreaterThanOrEqual(300);
    expect(repeated(PARTS.map(({ partNumber }) => partNumber))).toEqual([]);
    expect(PARTS.filter(({ partNumber }) => !/^[A-Z0-9-]+$/.test(partNumber))).toEqual([]);
  });

  it('have names of their own', () => {
    expect(repeated(PARTS.map(({ nameZh }) => nameZh))).toEqual([]);
    expect(repeated(PARTS.map(({ nameEn }) => nameEn))).toEqual([]);
  });

  it('cost less than they sell for, in whole fen', () => {
    const wrong = PARTS.filter(
      ({ priceFen, costFen }) =>
        !Number.isSafeInteger(priceFen) || !Number.isSafeInteger(costFen) || costFen <= 0 || costFen >= priceFen,
    );
    expect(wrong).toEqual([]);
  });

  it('are stocked between limits that leave room to order', () => {
    const wrong = PARTS.filter(
      ({ minThousandths, maxThousandths }) => minThousandths < 0 || minThousandths >= maxThousandths,
    );
    expect(wrong).toEqual([]);
  });

  it('come from a known supplier and fit known cars', () => {
    expect(PARTS.filter(({ supplier }) => !suppliers.includes(supplier))).toEqual([]);
    expect(PARTS.flatMap(({ fits }) => fits ?? []).filter((car) => !cars.includes(car))).toEqual([]);
  });

  it('include some for every car', () => {
    const fitted = new Set(PARTS.flatMap(({ fits }) => fits ?? []));
    expect(cars.filter((car) => !fitted.has(car))).toEqual([]);
  });

  it('are bought from every supplier', () => {
    expect(repeated(suppliers)).toEqual([]);
    expect(suppliers.filter((code) => !PARTS.some(({ supplier }) => supplier === code))).toEqual([]);
  });
});

describe('the labor operations', () => {
  const checks = LABOR_OPERATIONS.flatMap((operation) => operation.checks);

  it('are 60 at least, each with its own code and name', () => {
    expect(LABOR_OPERATIONS.length).toBeGreaterThanOrEqual(60);
    expect(repeated(LABOR_OPERATIONS.flatMap(({ operationCode, nameZh }) => [operationCode, nameZh]))).toEqual([]);
    expect(LABOR_OPERATIONS.filter(({ operationCode }) => !/^[A-Z]{3}-\d{3}$/.test(operationCode))).toEqual([]);
  });

  it('use parts of the catalog, in amounts that the unit allows', () => {
    const units = new Map(PARTS.map(({ partNumber, unit }) => [partNumber, unit]));
    const isWhole = (unit: string | undefined) => unit === 'piece' || unit === 'set';
    const wrong = LABOR_OPERATIONS.flatMap(({ usualParts }) => usualParts).filter(
      ({ partNumber, quantityThousandths }) =>
        !units.has(partNumber) ||
        quantityThousandths <= 0 ||
        (isWhole(units.get(partNumber)) && quantityThousandths % 1_000 !== 0),
    );
    expect(wrong).toEqual([]);
  });

  it('are measured against limits, always where safety hangs on it (WKS-11)', () => {
    const unmeasured = LABOR_OPERATIONS.filter(
      (operation) => operation.safetyCritical && operation.checks.length === 0,
    );
    expect(unmeasured).toEqual([]);
    for (const { minThousandths, maxThousandths } of checks) {
      expect(minThousandths ?? maxThousandths).toBeGreaterThan(0);
      expect(minThousandths ?? 0).toBeLessThan(maxThousandths ?? Infinity);
    }
  });

  it('name each measured value once', () => {
    for (const operation of LABOR_OPERATIONS) {
      expect(repeated(operation.checks.map(({ item }) => item))).toEqual([]);
    }
  });

  it('are recognised by what a customer says (APT-2)', () => {
    expect(LABOR_OPERATIONS.filter(({ symptomsZh }) => symptomsZh.length === 0)).toEqual([]);
  });

  it('need every skill, and the store has a bay for each', () => {
    const kinds = new Set(BAYS.map(({ kind }) => kind));
    expect(SKILLS.filter((skill) => !LABOR_OPERATIONS.some((operation) => operation.skill === skill))).toEqual([]);
    expect(LABOR_OPERATIONS.filter(({ bayKind }) => !kinds.has(bayKind))).toEqual([]);
  });

  it('have a rate for every skill and payer, highest for the customer', () => {
    for (const skill of SKILLS) {
      const rates = PAY_TYPES.map((payType) => LABOR_RATES_FEN[skill][payType]);
      expect(Math.min(...rates)).toBeGreaterThan(0);
      expect(Math.max(...rates)).toBe(LABOR_RATES_FEN[skill].customer);
    }
  });
});

describe('the workshop', () => {
  it('has ten bays at least, of every kind', () => {
    expect(BAYS.length).toBeGreaterThanOrEqual(10);
    expect(repeated(BAYS.map(({ bayCode }) => bayCode))).toEqual([]);
    expect(BAY_KINDS.filter((bayKind) => !BAYS.some(({ kind }) => kind === bayKind))).toEqual([]);
  });

  it('has two technicians for each skill, so that one can inspect the other (WKS-11)', () => {
    expect(repeated(TECHNICIANS.map(({ technicianId }) => technicianId))).toEqual([]);
    for (const skill of SKILLS) {
      const holders = TECHNICIANS.filter(({ skills }) => skills.some((held) => held.skill === skill));
      expect(holders.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('lets nobody do without a certificate what asks for one (WKS-1)', () => {
    const certified: readonly string[] = ['ev-high-voltage', 'air-conditioning', 'body'];
    const skills = TECHNICIANS.flatMap((technician) => technician.skills);
    expect(skills.filter((held) => certified.includes(held.skill) !== (held.certifiedUntil !== undefined))).toEqual([]);
  });
});
