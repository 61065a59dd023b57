import type { Answer, Api } from '../platform/api.js';
import { Refused, until } from '../platform/api.js';
import {
  BAYS,
  customerAt,
  CUSTOMERS,
  LABOR_OPERATIONS,
  LABOR_RATES_FEN,
  PARTS,
  SUPPLIERS,
  TECHNICIANS,
  vehicleAt,
  VEHICLES,
} from './data/index.js';
import type { Part } from './data/index.js';
import { STAFF, STORE } from './staff-members.js';

/** A customer with the car that they bring. */
export interface Guest {
  readonly customerId: string;
  readonly vehicleId: string;
  readonly index: number;
}

/** The part that the store is out of on the demonstration day, until a delivery comes. */
export const SHORT_PART = '5QD698451';

/** Tells the platform what the store is: people, bays, catalogue, prices, stock, customers. What is there already stays. */
export async function setUpStore(api: Api, now: Date): Promise<Guest[]> {
  if (!(await isSetUp(api))) {
    for (const { nameZh, kind } of BAYS) {
      await once(api.post('workshop', '/v1/bays', { as: STAFF.foreman, body: { name: nameZh, kind } }));
    }
    for (const { technicianId, skills, shifts } of TECHNICIANS) {
      await once(
        api.post('workshop', '/v1/technicians', { as: STAFF.foreman, body: { technicianId, skills, shifts } }),
      );
    }
    await listParts(api);
    await receiveStock(api, now);
    if (!(await exists(api, 'billing', `/v1/stores/${STORE.id}/price-list`))) await publishPrices(api, now);
    await publishChecklists(api);
  }
  const guests: Guest[] = [];
  for (const index of CUSTOMERS.keys()) guests.push(await registerGuest(api, index));
  return guests;
}

/** The last step of the set-up is done: the checklist of the last operation that has one. */
function isSetUp(api: Api): Promise<boolean> {
  const last = LABOR_OPERATIONS.findLast(({ checks }) => checks.length > 0)?.operationCode ?? '';
  return exists(api, 'workshop', `/v1/checklists/${last}`);
}

async function exists(api: Api, service: 'workshop' | 'billing', path: string): Promise<boolean> {
  try {
    await api.get(service, path, STAFF.foreman);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return false;
    throw error;
  }
}

async function listParts(api: Api): Promise<void> {
  for (let from = 0; from < PARTS.length; from += 150) {
    const parts = PARTS.slice(from, from + 150).map(listingOf);
    await once(api.post('parts', '/v1/parts/batch', { as: STAFF.partsClerk, body: { parts } }));
  }
}

/** A part as a store lists it. */
export function listingOf({ priceFen: _price, costFen: _cost, supplier: _supplier, fits, ...part }: Part): object {
  return { ...part, fits: (fits ?? []).map(carNamed) };
}

function carNamed(name: string): { make: string; model: string } {
  const car = VEHICLES.find(({ make, model }) => `${make} ${model}` === name);
  if (!car) throw new Error(`There is no car ${name}.`);
  return { make: car.make, model: car.model };
}

/** Two deliveries of each supplier at different costs, so that FIFO has something to tell; the older one is small. */
async function receiveStock(api: Api, now: Date): Promise<void> {
  const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
  for (const { supplierCode: supplier } of SUPPLIERS) {
    const parts = PARTS.filter((part) => part.supplier === supplier && part.partNumber !== SHORT_PART);
    if (parts.length === 0) continue;
    const deliver = async (note: string, days: number, lot: (part: Part) => Lot): Promise<void> => {
      const lines = parts
        .map((part) => ({
          partNumber: part.partNumber,
          result: 'accepted',
          ...(part.origin === 'aftermarket' && { certificate: `CQC-${part.partNumber}` }),
          ...lot(part),
        }))
        .filter(({ quantityThousandths }) => quantityThousandths > 0);
      const body = { deliveryNote: `${supplier}-${note}`, supplier, receivedAt: daysAgo(days), lines };
      await once(api.post('parts', '/v1/deliveries', { as: STAFF.partsClerk, body }));
    };
    await deliver('0001', 40, (part) => ({
      quantityThousandths: smallLot(part),
      unitCostFen: Math.round(part.costFen * 0.97),
    }));
    await deliver('0002', 12, (part) => ({
      quantityThousandths: part.maxThousandths - smallLot(part),
      unitCostFen: part.costFen,
    }));
  }
}

interface Lot {
  quantityThousandths: number;
  unitCostFen: number;
}

/** A third of what the store keeps at most, in whole units. */
const smallLot = ({ maxThousandths }: Part): number => Math.floor(maxThousandths / 3000) * 1000;

/** A step that an interrupted set-up may have done already. */
export async function once(step: Promise<unknown>): Promise<void> {
  try {
    await step;
  } catch (error) {
    if (!(error instanceof Refused && error.status === 409)) throw error;
  }
}

async function publishPrices(api: Api, now: Date): Promise<void> {
  const laborRates = Object.entries(LABOR_RATES_FEN).flatMap(([skill, rates]) =>
    Object.entries(rates).map(([payType, hourlyRateFen]) => ({ skill, payType, hourlyRateFen })),
  );
  const operations = LABOR_OPERATIONS.map(
    ({ operationCode, nameZh, nameEn, flatRateHundredths, skill, bayKind, safetyCritical, roadTest }) => ({
      operationCode, nameZh, nameEn, flatRateHundredths, skill, bayKind, safetyCritical, roadTest,
    }),
  ); // prettier-ignore
  const partPrices = PARTS.map(({ partNumber, priceFen }) => ({ partNumber, unitPriceFen: priceFen }));
  await api.post('billing', '/v1/price-lists', {
    as: STAFF.manager,
    body: { effectiveFrom: now.toISOString(), laborRates, operations, partPrices },
  });
}

async function publishChecklists(api: Api): Promise<void> {
  for (const { operationCode, safetyCritical, roadTest, checks } of LABOR_OPERATIONS) {
    if (checks.length === 0) continue;
    const items = checks.map(({ item, nameZh, unit, minThousandths, maxThousandths }) => ({
      item, nameZh, unit, ...(minThousandths !== undefined && { minThousandths }), ...(maxThousandths !== undefined && { maxThousandths }),
    })); // prettier-ignore
    await until(`workshop knows ${operationCode}`, async () => {
      try {
        return await api.put('workshop', `/v1/checklists/${operationCode}`, {
          as: STAFF.foreman,
          body: { safetyCritical, roadTest, items },
        });
      } catch (error) {
        if (error instanceof Refused && error.status !== 422) return undefined;
        throw error;
      }
    });
  }
}

/** A customer and their car; one that the store knows already is taken as it is. */
export async function registerGuest(api: Api, index: number): Promise<Guest> {
  const { nameZh, namePinyin, mobile, email, preferredChannel, language } = customerAt(index);
  const customerId = await idOf('customerId', () =>
    api.post('crm', '/v1/customers', {
      as: STAFF.bookingAgent,
      body: {
        kind: 'person', name: language === 'en' ? namePinyin : nameZh, phone: mobile, email, preferredChannel, language, tags: [],
        ...(preferredChannel === 'wechat' && { wechatId: `wx_${mobile}` }),
        consents: [{ channel: preferredChannel, granted: true }],
      },
    }),
  ); // prettier-ignore
  const { vin, plate, make, model, modelYear, powertrain, mileageKm } = vehicleAt(index);
  const vehicleId = await idOf('vehicleId', () =>
    api.post('crm', '/v1/vehicles', {
      as: STAFF.bookingAgent,
      body: { vin, plate, make, model, modelYear, powertrain, mileageKm, ownerCustomerId: customerId },
    }),
  );
  return { customerId, vehicleId, index };
}

async function idOf(known: string, register: () => Promise<Answer>): Promise<string> {
  try {
    return String((await register())['id']);
  } catch (error) {
    const id = error instanceof Refused && error.status === 409 ? error.problem[known] : undefined;
    if (typeof id === 'string') return id;
    throw error;
  }
}
