import {
  type Facts, type PartLine, PartsIssued, PartsReturned, RepairOrderAuthorized, RepairOrderCompleted, ReservationCompleted,
  type QuoteRequested,
} from '@pitlane/contracts'; // prettier-ignore
import { quantityChargeFen } from '@pitlane/kernel';
import { uuidv7 } from 'uuidv7';
import type { DrawnPart } from '../known-issues/drawn-parts.js';
import { KnownFinalDraw } from '../known-issues/known-final-draw.entity.js';
import type { Quote } from '../quotes/quote.entity.js';
import { aQuote, aQuoteRequest, someTime } from '../quotes/testing.js';
import { Settlement } from './settlement.entity.js';

/** The completion of an order just as it was asked to be priced. */
export function aCompletedOrder(
  request: Facts<QuoteRequested> = aQuoteRequest(),
  over: Partial<Facts<RepairOrderCompleted>> = {},
): RepairOrderCompleted {
  const { repairOrderId, repairOrderVersion, customerId, vehicleId, laborLines, partLines } = request;
  return RepairOrderCompleted.of({
    repairOrderId,
    number: 'SH001-2026-000123',
    repairOrderVersion,
    customerId,
    vehicleId,
    mileageKm: 48_210,
    laborLines,
    partLines,
    wearItems: [],
    completedAt: someTime.toISOString(),
    ...over,
  });
}

export function anAuthorization(
  request: Facts<QuoteRequested>,
  { quoteId, documentSha256 }: { quoteId: string; documentSha256: string },
): RepairOrderAuthorized {
  const { repairOrderId, repairOrderVersion, customerId, vehicleId, laborLines, partLines } = request;
  return RepairOrderAuthorized.of({
    repairOrderId, repairOrderVersion, customerId, vehicleId, quoteId, documentSha256, channel: 'in-person', laborLines,
    partLines, authorizedAt: someTime.toISOString(),
  }); // prettier-ignore
}

const LOT = {
  lotId: 'c0a80101-0000-4000-8000-000000000001',
  deliveryId: 'c0a80101-0000-4000-8000-000000000002',
  deliveryNote: 'DN-20261103-07',
  supplier: '上汽大众备件中心',
  unitCostFen: 41_000,
};

function issuedLine({ lineId, partNumber, quantityThousandths }: PartLine) {
  const costFen = quantityChargeFen(quantityThousandths, LOT.unitCostFen);
  return { lineId, partNumber, quantityThousandths, costFen, lots: [{ ...LOT, quantityThousandths }] };
}

/** All parts of an order in one issue, from one lot at ¥410.00. */
export function anIssue(repairOrderId: string, partLines: readonly PartLine[]): PartsIssued {
  const lines = partLines.map(issuedLine);
  const issuedAt = someTime.toISOString();
  return PartsIssued.of({ issueId: uuidv7(), repairOrderId, receivedBy: 'wu.technician', lines, issuedAt });
}

export function aReturn({ issueId, repairOrderId }: PartsIssued, partLines: readonly PartLine[]): PartsReturned {
  const returnedAt = new Date(someTime.getTime() + 60_000).toISOString();
  const lines = partLines.map(issuedLine);
  return PartsReturned.of({ issueId, returnId: uuidv7(), repairOrderId, lines, reason: '未使用', returnedAt });
}

/** The last word of the parts service on an order: it got these parts. */
export function theLastWord(repairOrderId: string, partLines: readonly PartLine[]): ReservationCompleted {
  const lines = partLines.map(({ lineId, partNumber, quantityThousandths }) => ({
    lineId, partNumber, netIssuedThousandths: quantityThousandths,
  })); // prettier-ignore
  return ReservationCompleted.of({ reservationId: uuidv7(), repairOrderId, lines });
}

/** Settles a draft with these parts, of which the parts service has told all. */
export function settleParts(
  settlement: Settlement,
  request: QuoteRequested,
  partLines = request.partLines,
): Settlement {
  const final = KnownFinalDraw.of('SH001', theLastWord(request.repairOrderId, partLines));
  settlement.settleParts(drawn(partLines), final, aQuote(request));
  return settlement;
}

/** What the parts service told of these lines. */
export function drawn(partLines: readonly PartLine[]): DrawnPart[] {
  return partLines.map(issuedLine);
}

/** A draft of an order that was done as quoted, unless told otherwise. */
export function aDraft(
  request = aQuoteRequest(),
  over: Partial<Facts<RepairOrderCompleted>> = {},
  quote: Quote = aQuote(request),
): Settlement {
  return Settlement.draft(uuidv7(), aCompletedOrder(request, over), quote);
}

/** The customer owes ¥1,100.00 for labor and pads. */
export function anIssuedSettlement(request = aQuoteRequest()): Settlement {
  const settlement = settleParts(aDraft(request), request);
  settlement.issue('SH001-JS-2026-000001', 'luo.cashier', someTime);
  return settlement;
}
