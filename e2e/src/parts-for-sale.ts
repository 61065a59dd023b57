import { randomUUID } from 'node:crypto';
import { plusMinutes } from '@pitlane/kernel';
import { type Api, STAFF, STORE, until } from '@pitlane/tools';

export interface LotForSale {
  note: string;
  daysAgo: number;
  quantityThousandths: number;
  unitCostFen: number;
}

interface PriceList {
  laborRates: object[];
  operations: object[];
  partPrices: object[];
}

/** Lists a part of its own, receives its lots and publishes its price, ¥150.00 a piece. Answers its number. */
export async function sellPart(api: Api, now: Date, lots: readonly LotForSale[]): Promise<string> {
  const partNumber = `E2E-${randomUUID().slice(0, 8)}`;
  await api.post('parts', '/v1/parts', {
    as: STAFF.partsClerk,
    body: {
      partNumber, nameZh: '试验制动片', nameEn: 'Test pad', category: 'brake', unit: 'piece', brand: 'Pitlane', origin: 'genuine', fits: [],
      minThousandths: 0, maxThousandths: 10_000,
    },
  }); // prettier-ignore
  for (const { note, daysAgo, ...lot } of lots) {
    await api.post('parts', '/v1/deliveries', {
      as: STAFF.partsClerk,
      body: {
        deliveryNote: `${partNumber}-${note}`,
        supplier: '上海一厂',
        receivedAt: plusMinutes(now, -daysAgo * 1440).toISOString(),
        lines: [{ partNumber, result: 'accepted', ...lot }],
      },
    });
  }
  await publishPrice(api, now, partNumber);
  return partNumber;
}

/** The list in force with one more price; waits until it is the one in force. */
async function publishPrice(api: Api, now: Date, partNumber: string): Promise<void> {
  const current = await api.get<PriceList>('billing', `/v1/stores/${STORE.id}/price-list`, STAFF.manager);
  const { laborRates, operations, partPrices } = current;
  const { priceListVersion } = await api.post<{ priceListVersion: number }>('billing', '/v1/price-lists', {
    as: STAFF.manager,
    body: {
      effectiveFrom: now.toISOString(),
      laborRates,
      operations,
      partPrices: [...partPrices, { partNumber, unitPriceFen: 15_000 }],
    },
  });
  await until('the list is in force', async () => {
    const list = await api.get<{ priceListVersion: number }>(
      'billing',
      `/v1/stores/${STORE.id}/price-list`,
      STAFF.manager,
    );
    return list.priceListVersion >= priceListVersion;
  });
}
