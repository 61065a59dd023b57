import { assertNonNegativeInteger, multiplyDivide } from './arithmetic.js';

/**
 * Charge for labor, in fen, rounded half up.
 * @param hundredths billed flat-rate time in hundredths of an hour: 150 is 1.50 h
 * @param hourlyRateFen rate per hour in fen: 28000 is ¥280.00
 * @throws RangeError when an argument is not a non-negative safe integer
 */
export function laborChargeFen(hundredths: number, hourlyRateFen: number): number {
  return multiplyDivide(hundredths, hourlyRateFen, 100);
}

/**
 * Charge or cost of a quantity, in fen, rounded half up.
 * @param quantityThousandths quantity in thousandths of the stocking unit: 4500 is 4.5 l
 * @param unitPriceFen price of one unit in fen
 * @throws RangeError when an argument is not a non-negative safe integer
 */
export function quantityChargeFen(quantityThousandths: number, unitPriceFen: number): number {
  return multiplyDivide(quantityThousandths, unitPriceFen, 1000);
}

/**
 * The tax contained in a tax-included amount, in fen, rounded half up (BIL-5).
 * @param grossFen amount with tax
 * @param rateBasisPoints rate in hundredths of a percent: 1300 is 13 %
 * @throws RangeError when an argument is not a non-negative safe integer
 */
export function containedTaxFen(grossFen: number, rateBasisPoints: number): number {
  return multiplyDivide(grossFen, rateBasisPoints, 10_000 + rateBasisPoints);
}

/** Sum of non-negative amounts in fen. @throws RangeError when one is not a non-negative safe integer */
export function sumFen(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => {
    assertNonNegativeInteger(amount);
    return sum + amount;
  }, 0);
}

/** `123456` → `¥1,234.56` */
export function formatFen(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const yuan = Math.floor(Math.abs(fen) / 100).toLocaleString('en-US');
  return `${sign}¥${yuan}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
}
