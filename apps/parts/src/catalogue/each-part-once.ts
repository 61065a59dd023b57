import { PartNamedTwice } from './part.errors.js';

/** @throws PartNamedTwice */
export function eachPartOnce(lines: readonly { readonly partNumber: string }[]): void {
  const partNumbers = lines.map(({ partNumber }) => partNumber);
  const again = partNumbers.filter((partNumber, index) => partNumbers.indexOf(partNumber) !== index);
  if (again.length > 0) throw new PartNamedTwice(again);
}
