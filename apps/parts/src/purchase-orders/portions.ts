import type { InspectionResult } from '../stock/lot.entity.js';
import type { PurchaseOrderLine } from './purchase-order-line.entity.js';

/** A lot of a delivery, as far as its order must know it. */
export interface ArrivedLot {
  readonly id: string;
  readonly partNumber: string;
  readonly receivedThousandths: number;
  readonly unitCostFen: number;
  readonly result: InspectionResult;
}

/** What of a lot came for a line of an order. */
export interface Portion {
  readonly line: PurchaseOrderLine;
  readonly lot: ArrivedLot;
  readonly quantityThousandths: number;
}

/** What of a lot came for a line, once the lot is decided. */
export interface DecidedPortion {
  readonly purchaseOrderLineId: string;
  readonly quantityThousandths: number;
}

/**
 * Lays lots of one part along the lines that ordered it: first along those that somebody waits for. What is left over goes to the
 * last line. What is rejected fills no line, and is written against the first that still waits.
 */
export function portionsOf(lines: readonly PurchaseOrderLine[], lots: readonly ArrivedLot[]): Portion[] {
  const inTurn = [...lines].sort((a, b) => Number(b.reservationLineId !== null) - Number(a.reservationLineId !== null));
  const open = new Map(inTurn.map((line) => [line, line.missingThousandths]));
  return lots.flatMap((lot) => {
    if (lot.result === 'rejected') return rejected(inTurn, lot);
    let left = lot.receivedThousandths;
    return inTurn.flatMap((line, index) => {
      const isLast = index === inTurn.length - 1;
      const quantityThousandths = isLast ? left : Math.min(left, open.get(line) ?? 0);
      left -= quantityThousandths;
      open.set(line, Math.max(0, (open.get(line) ?? 0) - quantityThousandths));
      return quantityThousandths === 0 ? [] : [{ line, lot, quantityThousandths }];
    });
  });
}

function rejected(lines: readonly PurchaseOrderLine[], lot: ArrivedLot): Portion[] {
  const line = lines.find(({ missingThousandths }) => missingThousandths > 0) ?? lines[0];
  return line ? [{ line, lot, quantityThousandths: lot.receivedThousandths }] : [];
}
