import type { Api } from '../../platform/api.js';
import { type Part, PARTS, SUPPLIERS } from '../data/index.js';
import { STAFF } from '../staff-members.js';

const OVER_DELIVERY_PER_MILLE = 50;

interface SupplierView {
  readonly id: string;
  readonly code: string;
}

/** What the demonstration reads of a purchase order's view. */
interface OrderOfParts {
  readonly id: string;
  readonly supplierCode: string;
}

interface WantedPart {
  readonly partNumber: string;
  readonly quantityThousandths: number;
  /** The line of a reservation that waits for it. */
  readonly reservationLineId?: string;
}

export function partNumbered(partNumber: string): Part {
  const part = PARTS.find((candidate) => candidate.partNumber === partNumber);
  if (!part) throw new Error(`There is no part ${partNumber}.`);
  return part;
}

const suppliersOf = async (api: Api): Promise<readonly SupplierView[]> =>
  (await api.get<{ items: SupplierView[] }>('parts', '/v1/suppliers?limit=100', STAFF.buyer)).items;

/** Those whom the store orders from, with their prices from that day on; who is known already stays as it is. */
export async function registerSuppliers(api: Api, validFrom: string): Promise<void> {
  const known = await suppliersOf(api);
  for (const { supplierCode: code, nameZh: name, leadTimeDays: leadDays } of SUPPLIERS) {
    if (known.some((supplier) => supplier.code === code)) continue;
    const terms = { code, name, leadDays, overDeliveryPerMille: OVER_DELIVERY_PER_MILLE };
    const { id } = await api.post<SupplierView>('parts', '/v1/suppliers', { as: STAFF.buyer, body: terms });
    const prices = PARTS.filter(({ supplier }) => supplier === code).map(({ partNumber, costFen: unitPriceFen }) => ({
      ...{ partNumber, validFrom, unitPriceFen, minimumOrderThousandths: 1_000 },
    }));
    await api.post('parts', `/v1/suppliers/${id}/prices`, { as: STAFF.buyer, body: { prices } });
  }
}

/** The clerk asks, the approver agrees, the buyer orders, and the supplier names the day (PRT-7). Parts of one supplier. */
export async function order(
  api: Api,
  lines: readonly WantedPart[],
  { urgency, expectedOn }: { urgency: 'daily' | 'emergency'; expectedOn: string },
): Promise<OrderOfParts> {
  const code = partNumbered(lines[0]?.partNumber ?? '').supplier;
  const supplier = (await suppliersOf(api)).find((candidate) => candidate.code === code);
  const { id: requisitionId } = await api.post<{ id: string }>('parts', '/v1/requisitions', {
    as: STAFF.partsClerk,
    body: { supplierId: supplier?.id, urgency, lines },
  });
  await api.post('parts', `/v1/requisitions/${requisitionId}/approve`, { as: STAFF.approver });
  const requisitions = [{ requisitionId }];
  const { id } = await api.post<OrderOfParts>('parts', '/v1/purchase-orders', {
    as: STAFF.buyer,
    body: { requisitions },
  });
  await api.post('parts', `/v1/purchase-orders/${id}/send`, { as: STAFF.buyer });
  return api.post('parts', `/v1/purchase-orders/${id}/confirm`, { as: STAFF.buyer, body: { expectedOn } });
}
