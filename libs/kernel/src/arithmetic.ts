/**
 * `a × b ÷ divisor` in exact integers, rounded half up; the intermediate product may exceed 2^53.
 * @throws RangeError when an argument is not a non-negative safe integer, or the result is not safe
 */
export function multiplyDivide(a: number, b: number, divisor: number): number {
  for (const value of [a, b, divisor]) assertNonNegativeInteger(value);
  if (divisor === 0) throw new RangeError('The divisor is 0.');
  const result = (2n * BigInt(a) * BigInt(b) + BigInt(divisor)) / (2n * BigInt(divisor));
  const asNumber = Number(result);
  if (!Number.isSafeInteger(asNumber)) throw new RangeError(`${result} exceeds the safe integers.`);
  return asNumber;
}

/** @throws RangeError when the value is not a non-negative safe integer */
export function assertNonNegativeInteger(value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is not a non-negative integer.`);
}
