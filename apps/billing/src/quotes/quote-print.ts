import type { Store } from '@pitlane/platform';
import type { KnownRepairOrder } from '../known-repair-orders/known-repair-order.entity.js';
import type { KnownVehicle } from '../known-vehicles/known-vehicle.entity.js';
import { printed, printedInstant, vehicleFacts } from '../printing/printed-page.js';
import type { Quote } from './quote.entity.js';

export interface QuoteToPrint {
  readonly quote: Quote;
  readonly order: KnownRepairOrder | null;
  readonly vehicle: KnownVehicle | null;
}

/** The quote as a page in Chinese (BIL-2). */
export function quotePage({ quote, order, vehicle }: QuoteToPrint, { name, zone }: Store): string {
  return printed({
    title: '维修报价单',
    store: name,
    facts: [
      ['委托书号', order?.number ?? null],
      ['委托书版本', String(quote.repairOrderVersion)],
      ...vehicleFacts(vehicle),
      ['价目表版本', quote.priceListVersion === null ? null : String(quote.priceListVersion)],
      ['报价时间', printedInstant(quote.issuedAt, zone)],
      ['有效期至', quote.validUntil && printedInstant(quote.validUntil, zone)],
      ['文件校验码', quote.documentSha256],
    ],
    lines: quote.pricedLines(),
    sums: [
      ['合计(含税)', quote.totalFen],
      ['其中税额', quote.taxFen],
      ['客户应付', quote.customerShareFen],
    ],
    notes: quote.status === 'refused' ? [`以下项目无价格:${quote.unpriced.join('、')}`] : [],
  });
}
