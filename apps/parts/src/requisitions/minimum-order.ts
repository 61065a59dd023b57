export interface PartQuantity {
  readonly partNumber: string;
  readonly quantityThousandths: number;
}

/**
 * The lines with each part raised to the least that its supplier sells of it (PRT-7): what lines of the same part ask for together
 * counts, and the first of them takes what is added.
 * @param minimumOf least order of a part, in thousandths
 */
export function raisedToMinimum<Line extends PartQuantity>(
  lines: readonly Line[],
  minimumOf: (partNumber: string) => number,
): Line[] {
  const asked = new Map<string, number>();
  for (const { partNumber, quantityThousandths } of lines) {
    asked.set(partNumber, (asked.get(partNumber) ?? 0) + quantityThousandths);
  }
  return lines.map((line, index) => {
    const isFirst = lines.findIndex(({ partNumber }) => partNumber === line.partNumber) === index;
    const lacking = isFirst ? minimumOf(line.partNumber) - (asked.get(line.partNumber) ?? 0) : 0;
    return lacking > 0 ? { ...line, quantityThousandths: line.quantityThousandths + lacking } : line;
  });
}
