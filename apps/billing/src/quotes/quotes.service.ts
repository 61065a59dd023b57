import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { QuoteRequested } from '@pitlane/contracts';
import { canonicalJson, plusMinutes } from '@pitlane/kernel';
import { actingStore, Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { KnownRepairOrder } from '../known-repair-orders/known-repair-order.entity.js';
import { KnownVehicle } from '../known-vehicles/known-vehicle.entity.js';
import { pricesFor } from '../price-lists/price-lists.queries.js';
import { price, totalsOf } from './pricing.js';
import type { QuoteToPrint } from './quote-print.js';
import { Quote, type QuoteDocument, type QuoteFor } from './quote.entity.js';

const VALID_MINUTES = 7 * 24 * 60;

const sha256 = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

@Injectable()
export class QuotesService {
  constructor(private readonly db: Database) {}

  /**
   * Prices a version of a repair order by the list in force. The same lines asked for again get the same quote while it is
   * valid; other lines, or an expired quote, get a new one in its place.
   */
  async answer(request: QuoteRequested, tx: Tx, at: Date): Promise<void> {
    const { repairOrderId, repairOrderVersion, laborLines, partLines, findingId } = request;
    const storeId = actingStore(tx.scope);
    const requestSha256 = sha256({ laborLines, partLines, findingId });
    const known = await tx.lockOne(Quote, { storeId, repairOrderId, repairOrderVersion, status: 'issued' });
    if (known?.answers(requestSha256, at)) {
      await tx.save(known, known.told());
      return;
    }
    const quote = await this.draw({ id: uuidv7(), storeId, request, requestSha256, at }, tx);
    if (known) {
      known.replace();
      await tx.save(known);
    }
    await tx.save(quote, quote.told());
  }

  get(id: string): Promise<Quote> {
    return this.db.read((tx) => tx.get(Quote, id));
  }

  /** The quote with what a printed page shows beside it. */
  toPrint(id: string): Promise<QuoteToPrint> {
    return this.db.read(async (tx) => {
      const quote = await tx.get(Quote, id);
      const { storeId, repairOrderId, vehicleId } = quote;
      const order = await tx.find(KnownRepairOrder, { id: repairOrderId });
      return { quote, order, vehicle: await tx.find(KnownVehicle, { storeId, vehicleId }) };
    });
  }

  page(where: { repairOrderId?: string }, page: PageQuery): Promise<Page<Quote>> {
    const storeId = actingStore();
    return this.db.read((tx) => tx.page(Quote, { storeId, ...where }, page));
  }

  private async draw(asked: QuoteFor, tx: Tx): Promise<Quote> {
    const { request, storeId, at } = asked;
    const prices = await pricesFor(tx, storeId, at, {
      operationCodes: request.laborLines.map(({ operationCode }) => operationCode),
      partNumbers: request.partLines.map(({ partNumber }) => partNumber),
    });
    const { lines, unpriced } = price(request, prices, at);
    if (!prices || unpriced.length > 0) return Quote.refuse(asked, unpriced);
    const document: QuoteDocument = {
      quoteId: asked.id,
      repairOrderId: request.repairOrderId,
      repairOrderVersion: request.repairOrderVersion,
      ...(request.findingId !== undefined && { findingId: request.findingId }),
      customerId: request.customerId,
      vehicleId: request.vehicleId,
      priceListVersion: prices.priceListVersion,
      lines,
      ...totalsOf(lines),
      validUntil: plusMinutes(at, VALID_MINUTES).toISOString(),
    };
    return Quote.issue(asked, document, sha256(document));
  }
}
