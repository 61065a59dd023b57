import type { Api } from '../platform/api.js';
import { until } from '../platform/api.js';
import { STAFF } from './staff-members.js';

/** What the demonstration reads of a repair order's view. */
export interface OrderView {
  readonly id: string;
  readonly number: string | null;
  readonly status: string;
  readonly advisorId: string;
  readonly quoteVersion: number;
  readonly authorizedVersion: number;
  readonly jobs: readonly JobView[];
  readonly quotes: readonly QuoteView[];
  readonly findings: readonly { id: string; status: string }[];
}

export interface JobView {
  readonly id: string;
  readonly status: string;
  readonly operationCode: string;
  readonly flatRateHundredths: number;
  readonly technicianId: string | null;
  readonly findingId: string | null;
  readonly reworkOf: string | null;
  readonly safetyCritical: boolean;
  readonly roadTest: boolean;
  readonly partLines: readonly PartLineView[];
}

export interface PartLineView {
  readonly id: string;
  readonly partNumber: string;
  readonly quantityThousandths: number;
  readonly issuedThousandths: number;
  readonly settled: boolean;
}

export interface QuoteView {
  readonly repairOrderVersion: number;
  readonly status: string;
  readonly quoteId: string | null;
  readonly documentSha256: string | null;
  readonly totalFen: number | null;
}

export const readOrder = (api: Api, id: string): Promise<OrderView> =>
  api.get<OrderView>('workshop', `/v1/repair-orders/${id}`, STAFF.foreman);

/** The quote of a version, once billing has priced it. */
export function quoteOf(api: Api, orderId: string, repairOrderVersion: number): Promise<QuoteView> {
  return until('the quote', async () => {
    const { quotes } = await readOrder(api, orderId);
    return quotes.find((quote) => quote.repairOrderVersion === repairOrderVersion && quote.quoteId !== null);
  });
}
