import { isDeepStrictEqual } from 'node:util';
import { localTime } from '@pitlane/kernel';
import { type Api, until } from '../../platform/api.js';
import { all } from '../figures.js';
import { STAFF, STORE } from '../staff-members.js';

interface SettlementSummary {
  readonly id: string;
  readonly number: string | null;
  readonly issuedAt: string | null;
}

interface BilledLine {
  readonly lineId: string;
  readonly kind: string;
  readonly quantity: number;
}

/** What a line got of one lot. */
interface LotOfLine {
  readonly issueId: string;
  readonly lotId: string;
  readonly deliveryId: string;
  readonly deliveryNote: string;
  readonly supplier: string;
  readonly unitCostFen: number;
  readonly quantityThousandths: number;
  readonly returnedThousandths: number;
}

/** A billed part line, and the deliveries that its parts came with. */
interface TracedLine {
  readonly lineId: string;
  readonly partNumber: string;
  readonly settled: { readonly number: string; readonly quantityThousandths: number } | null;
  readonly lots: readonly LotOfLine[];
}

interface DeliveryTrace {
  readonly lots: readonly { lotId: string; issues: readonly { lineId: string; issueId: string }[] }[];
}

/**
 * Traces each part line that was billed on a day back to its deliveries, one call for a settlement, and each delivery forward to
 * the lines, one call for each (PRT-3).
 * @throws Error when a line does not add up, or a delivery does not know it
 */
export async function traceDay(api: Api, day: string): Promise<TracedLine[]> {
  const settlements = await all<SettlementSummary>(api, 'billing', '/v1/settlements');
  const ofDay = settlements.filter(
    ({ issuedAt }) => issuedAt !== null && localTime(new Date(issuedAt), STORE.zone).date === day,
  );
  const traced: TracedLine[] = [];
  for (const { id } of ofDay) traced.push(...(await traceSettlement(api, id)));
  const deliveryIds = new Set(traced.flatMap(({ lots }) => lots.map(({ deliveryId }) => deliveryId)));
  for (const deliveryId of deliveryIds) await checkForward(api, deliveryId, traced);
  return traced;
}

async function traceSettlement(api: Api, id: string): Promise<TracedLine[]> {
  const { lines } = await api.get<{ lines: BilledLine[] }>('billing', `/v1/settlements/${id}`, STAFF.cashier);
  const billed = lines.filter(({ kind }) => kind === 'part');
  if (billed.length === 0) return [];
  return until(`the trace of settlement ${id} adds up`, async () => {
    const trace = await api.get<{ lines: TracedLine[] }>('parts', `/v1/trace/settlements/${id}`, STAFF.partsClerk);
    const quantities = trace.lines.map(({ lineId, lots }) => ({ lineId, quantity: drawnOf(lots) }));
    return isDeepStrictEqual(byLine(quantities), byLine(billed)) && trace.lines;
  });
}

const byLine = (lines: readonly Pick<BilledLine, 'lineId' | 'quantity'>[]): Map<string, number> =>
  new Map(lines.map(({ lineId, quantity }) => [lineId, quantity]));

const drawnOf = (lots: readonly LotOfLine[]): number =>
  lots.reduce(
    (sum, { quantityThousandths, returnedThousandths }) => sum + quantityThousandths - returnedThousandths,
    0,
  );

async function checkForward(api: Api, deliveryId: string, traced: readonly TracedLine[]): Promise<void> {
  const { lots } = await api.get<DeliveryTrace>('parts', `/v1/trace/deliveries/${deliveryId}`, STAFF.partsClerk);
  const known = new Set(
    lots.flatMap(({ lotId, issues }) => issues.map(({ lineId, issueId }) => `${lotId} ${lineId} ${issueId}`)),
  );
  for (const { lineId, lots: drawn } of traced) {
    const unknown = drawn.find(
      (lot) => lot.deliveryId === deliveryId && !known.has(`${lot.lotId} ${lineId} ${lot.issueId}`),
    );
    if (unknown) throw new Error(`Delivery ${deliveryId} is not traced to line ${lineId}.`);
  }
}
