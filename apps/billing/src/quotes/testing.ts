import { type Facts, type LaborLine, type PartLine, QuoteRequested } from '@pitlane/contracts';
import { uuidv7 } from 'uuidv7';
import type { Prices } from '../price-lists/price-lists.queries.js';
import { price, totalsOf } from './pricing.js';
import { Quote } from './quote.entity.js';

export const someTime = new Date('2026-11-21T01:00:00Z');

/** 1.50 h on the brakes. */
export function aLaborLine(over: Partial<LaborLine> = {}): LaborLine {
  return {
    lineId: uuidv7(),
    jobId: uuidv7(),
    operationCode: 'BRK-012',
    flatRateHundredths: 150,
    skill: 'brakes',
    payType: 'customer',
    ...over,
  };
}

/** One set of brake pads. */
export function aPartLine(over: Partial<PartLine> = {}): PartLine {
  return {
    lineId: uuidv7(),
    jobId: uuidv7(),
    partNumber: '5QD698151',
    quantityThousandths: 1_000,
    payType: 'customer',
    ...over,
  };
}

export function aQuoteRequest(over: Partial<Facts<QuoteRequested>> = {}): QuoteRequested {
  return QuoteRequested.of({
    repairOrderId: uuidv7(),
    repairOrderVersion: 1,
    customerId: uuidv7(),
    vehicleId: uuidv7(),
    laborLines: [aLaborLine()],
    partLines: [aPartLine()],
    ...over,
  });
}

/** Brakes ¥280.00 an hour; pads ¥680.00 the set, oil ¥89.99 the litre. */
export const somePrices: Prices = {
  priceListVersion: 1,
  hourlyRatesFen: new Map([
    ['brakes/customer', 28_000],
    ['brakes/warranty', 28_000],
  ]),
  operationNames: new Map([['BRK-012', '更换前刹车片']]),
  partPricesFen: new Map([
    ['5QD698151', 68_000],
    ['G052577M2', 8_999],
  ]),
  partNames: new Map([['5QD698151', '前刹车片']]),
};

/** The quote that answers a request at `somePrices`. */
export function aQuote(request = aQuoteRequest(), at = someTime): Quote {
  const { lines } = price(request, somePrices, at);
  const id = uuidv7();
  const { repairOrderId, repairOrderVersion, customerId, vehicleId } = request;
  const about = { quoteId: id, repairOrderId, repairOrderVersion, customerId, vehicleId, priceListVersion: 1 };
  const validUntil = new Date(at.getTime() + 7 * 24 * 3_600_000).toISOString();
  const document = { ...about, lines, ...totalsOf(lines), validUntil };
  const asked = { id, storeId: 'SH001', request, requestSha256: 'a'.repeat(64), at };
  return Quote.issue(asked, document, 'b'.repeat(64));
}
