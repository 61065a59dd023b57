import type { Store } from '@pitlane/platform';
import type { KnownVehicle } from '../known-vehicles/known-vehicle.entity.js';
import { printed, printedInstant, vehicleFacts } from '../printing/printed-page.js';
import type { Settlement } from './settlement.entity.js';

export interface SettlementToPrint {
  readonly settlement: Settlement;
  readonly vehicle: KnownVehicle | null;
}

/** The settlement as a page in Chinese (BIL-14). */
export function settlementPage({ settlement, vehicle }: SettlementToPrint, { name, zone }: Store): string {
  const { number, issuedAt } = settlement;
  return printed({
    title: '维修结算单',
    store: name,
    facts: [
      ['结算单号', number],
      ['委托书号', settlement.repairOrderNumber],
      ...vehicleFacts(vehicle),
      ['行驶里程', `${settlement.mileageKm} km`],
      ['竣工时间', printedInstant(settlement.completedAt, zone)],
      ['结算时间', issuedAt && printedInstant(issuedAt, zone)],
      ['价目表版本', String(settlement.priceListVersion)],
    ],
    lines: settlement.pricedLines(),
    sums: [
      ['合计(含税)', settlement.totalFen],
      ['其中税额', settlement.taxFen],
      ['客户应付', settlement.customerShareFen],
      ['已付', settlement.paidFen],
      ['未付', settlement.openFen],
    ],
    notes: number === null ? ['草稿,非正式结算凭证'] : [],
  });
}
