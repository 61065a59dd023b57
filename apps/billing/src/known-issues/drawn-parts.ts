import type { Facts, LotQuantity } from '@pitlane/contracts';
import type { KnownIssueLine } from './known-issue-line.entity.js';

/** What a line of a repair order drew and did not return, with the lots that it came from (PRT-3). */
export interface DrawnPart {
  readonly lineId: string;
  readonly partNumber: string;
  readonly quantityThousandths: number;
  readonly costFen: number;
  readonly lots: readonly Facts<LotQuantity>[];
}

/** Issued less returned by line; a line that returned everything is not among them. */
export function drawnParts(postings: readonly KnownIssueLine[]): DrawnPart[] {
  const lineIds = [...new Set(postings.map(({ lineId }) => lineId))];
  return lineIds.flatMap((lineId) => {
    const ofLine = postings.filter((posting) => posting.lineId === lineId);
    const quantityThousandths = net(ofLine, ({ quantityThousandths }) => quantityThousandths);
    const partNumber = ofLine[0]?.partNumber ?? '';
    if (quantityThousandths === 0) return [];
    return [
      {
        lineId,
        partNumber,
        quantityThousandths,
        costFen: net(ofLine, ({ costFen }) => costFen),
        lots: netLots(ofLine),
      },
    ];
  });
}

function net(postings: readonly KnownIssueLine[], valueOf: (posting: KnownIssueLine) => number): number {
  return postings.reduce((sum, posting) => sum + (posting.kind === 'issue' ? 1 : -1) * valueOf(posting), 0);
}

/** The lots in the order they were issued. */
function netLots(postings: readonly KnownIssueLine[]): Facts<LotQuantity>[] {
  const byLot = new Map<string, Facts<LotQuantity>>();
  for (const { kind, lots } of postings) {
    for (const lot of lots) {
      const quantityThousandths = (kind === 'issue' ? 1 : -1) * lot.quantityThousandths;
      const before = byLot.get(lot.lotId)?.quantityThousandths ?? 0;
      byLot.set(lot.lotId, { ...lot, quantityThousandths: before + quantityThousandths });
    }
  }
  return [...byLot.values()].filter(({ quantityThousandths }) => quantityThousandths !== 0);
}
