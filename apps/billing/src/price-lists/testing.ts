import { PAY_TYPES } from '@pitlane/contracts';
import { uuidv7 } from 'uuidv7';
import { PriceList, type NewPriceList, type PriceListContents } from './price-list.entity.js';

/** Brakes and maintenance at ¥280.00 an hour for every payer, one brake job, pads and oil. */
export function someContents(over: Partial<PriceListContents> = {}): PriceListContents {
  return {
    laborRates: PAY_TYPES.flatMap((payType) => [
      { skill: 'brakes' as const, payType, hourlyRateFen: 28_000 },
      { skill: 'maintenance' as const, payType, hourlyRateFen: 20_000 },
    ]),
    operations: [
      anOperation('BRK-012', '更换前刹车片', 'brakes', 150),
      anOperation('MNT-001', '更换机油机滤', 'maintenance', 80),
    ],
    partPrices: [
      { partNumber: '5QD698151', unitPriceFen: 68_000 },
      { partNumber: 'G052577M2', unitPriceFen: 8_999 },
    ],
    ...over,
  };
}

type Operation = PriceListContents['operations'][number];

function anOperation(
  operationCode: string,
  nameZh: string,
  skill: Operation['skill'],
  flatRateHundredths: number,
): Operation {
  return {
    operationCode,
    nameZh,
    nameEn: operationCode,
    flatRateHundredths,
    skill,
    bayKind: 'lift',
    safetyCritical: skill === 'brakes',
    roadTest: skill === 'brakes',
  };
}

export function aPriceList(over: Partial<NewPriceList> = {}): PriceList {
  return PriceList.of({
    id: uuidv7(),
    storeId: 'SH001',
    listVersion: 1,
    effectiveFrom: new Date('2026-11-01T00:00:00Z'),
    publishedBy: 'huang.manager',
    publishedAt: new Date('2026-10-28T00:00:00Z'),
    ...over,
  });
}
