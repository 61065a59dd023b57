import type { QuoteIssued } from '@pitlane/contracts';
import { uuidv7 } from 'uuidv7';
import type { IntakeSheet } from './intake-sheet.js';
import type { Operation, WantedJob } from './job.entity.js';
import type { WantedPart } from './part-line.entity.js';
import { RepairOrder } from './repair-order.entity.js';

/** 09:00 on the day of the tests, in Shanghai. */
export const MORNING = new Date('2026-11-21T01:00:00Z');
export const ADVISOR = { by: 'chen.advisor', at: MORNING };
export const TECHNICIAN = { by: 'wu.technician', at: MORNING };

/** Front brake discs and pads: safety-critical, on a lift, with a road test. */
export const BRAKES: Operation = {
  operationCode: 'BRK-012',
  nameZh: '更换前制动盘和制动片',
  nameEn: 'Replace front brake discs and pads',
  flatRateHundredths: 150,
  skill: 'brakes',
  bayKind: 'lift',
  safetyCritical: true,
  roadTest: true,
};

/** A confirmed sheet that promises the car for the afternoon. */
export function anIntakeSheet(changes: Partial<IntakeSheet> = {}): IntakeSheet {
  return {
    mileageKm: 48_214,
    fuelPercent: 60,
    exteriorMarks: [{ panel: 'front-left-door', mark: 'scratch of 3 cm' }],
    warningLights: [],
    belongings: ['umbrella'],
    keyTag: 'K-17',
    documentsKept: ['vehicle licence'],
    coversOn: true,
    photos: [],
    promisedAt: '2026-11-21T08:00:00.000Z',
    meanwhile: 'waits',
    confirmedByCustomer: true,
    ...changes,
  };
}

export function aWantedPart(changes: Partial<WantedPart> = {}): WantedPart {
  return {
    id: uuidv7(),
    partNumber: '5QD698151',
    quantityThousandths: 1000,
    oldPartChoice: 'show-and-scrap',
    ...changes,
  };
}

export function aWantedJob(changes: Partial<WantedJob> = {}): WantedJob {
  return {
    id: uuidv7(),
    laborLineId: uuidv7(),
    operation: BRAKES,
    complaint: 'It squeals when braking.',
    cause: null,
    correction: null,
    payType: 'customer',
    parts: [],
    ...changes,
  };
}

/** A walk-in whose intake sheet is confirmed. */
export function anOpenOrder(changes: Partial<RepairOrder> = {}): RepairOrder {
  const visit = { customerId: uuidv7(), vehicleId: uuidv7(), complaint: 'It squeals.', meanwhile: 'waits' as const };
  const order = RepairOrder.walkIn(uuidv7(), 'SH001', visit, ADVISOR);
  order.open(anIntakeSheet(), { number: `SH001-2026-${uuidv7().slice(-6)}`, lastMileageKm: 0 }, ADVISOR);
  return Object.assign(order, changes);
}

/** An order whose jobs (default: one) the customer has authorised. */
export function anAuthorizedOrder(...wanted: WantedJob[]): RepairOrder {
  const order = anOpenOrder();
  for (const job of wanted.length > 0 ? wanted : [aWantedJob()]) order.propose(job);
  order.nextVersion(null);
  order.authorize(1, ADVISOR);
  return order;
}

/** What billing answers for a version of an order. */
export function aQuoteFor(order: RepairOrder, changes: Partial<QuoteIssued> = {}): QuoteIssued {
  return {
    quoteId: uuidv7(),
    repairOrderId: order.id,
    repairOrderVersion: order.quoteVersion,
    customerId: order.customerId,
    vehicleId: order.vehicleId,
    priceListVersion: 1,
    lines: [],
    totalFen: 42_000,
    taxFen: 4_832,
    customerShareFen: 42_000,
    validUntil: '2026-11-28T01:00:00.000Z',
    documentSha256: 'a'.repeat(64),
    ...changes,
  };
}
