import { type Api, Refused, until } from '../platform/api.js';
import { LABOR_OPERATIONS, vehicleAt } from './data/index.js';
import { type OrderView, quoteOf, type QuoteView, readOrder } from './order-view.js';
import type { Plan } from './plans.js';
import type { Guest } from './store-setup.js';

/** Receives a customer without an appointment. */
export async function walkIn(api: Api, advisorId: string, guest: Guest, plan: Plan): Promise<string> {
  return until('a walk-in is received', async () => {
    try {
      const order = await api.post<{ id: string }>('workshop', '/v1/repair-orders', {
        as: advisorId,
        body: {
          customerId: guest.customerId,
          vehicleId: guest.vehicleId,
          complaint: plan.complaint,
          meanwhile: 'waits',
        },
      });
      return order.id;
    } catch (error) {
      if (error instanceof Refused && error.status < 422) return undefined; // the car has not been told to this service yet
      throw error;
    }
  });
}

/** The intake sheet, confirmed by the customer (WKS-2). */
export async function takeIn(
  api: Api,
  orderId: string,
  { advisorId, guest, promisedAt, leaves = false }: Intake,
): Promise<OrderView> {
  const { mileageKm, powertrain } = vehicleAt(guest.index);
  const isElectric = powertrain === 'electric';
  await api.post('workshop', `/v1/repair-orders/${orderId}/intake`, {
    as: advisorId,
    body: {
      mileageKm: mileageKm + 120, ...(isElectric ? { chargePercent: 62 } : { fuelPercent: 45 }),
      exteriorMarks: [{ panel: 'front-bumper', mark: '右下角轻微擦痕' }], warningLights: [], belongings: ['遮阳挡', '儿童座椅'],
      keyTag: `K-${guest.index + 101}`, documentsKept: ['行驶证'], coversOn: true, photos: [], promisedAt: promisedAt.toISOString(),
      meanwhile: leaves ? 'leaves' : 'waits', confirmedByCustomer: true,
    },
  }); // prettier-ignore
  return readOrder(api, orderId);
}

interface Intake {
  advisorId: string;
  guest: Guest;
  promisedAt: Date;
  /** The customer does not wait for the car. */
  leaves?: boolean;
}

/** The parts of an operation as the advisor enters them, each with what becomes of the old one. */
export const wantedParts = (operationCode: string): object[] =>
  (LABOR_OPERATIONS.find((one) => one.operationCode === operationCode)?.usualParts ?? []).map((part) => ({
    ...part,
    oldPartChoice: 'show-and-scrap',
  }));

/** Diagnosis on site: a job for each operation, then the quote, read to the customer and signed (WKS-3, WKS-4). */
export async function agree(
  api: Api,
  orderId: string,
  { advisorId, plan }: { advisorId: string; plan: Plan },
): Promise<QuoteView> {
  for (const operationCode of plan.operations) {
    await api.post('workshop', `/v1/repair-orders/${orderId}/jobs`, {
      as: advisorId,
      body: { complaint: plan.complaint, operationCode, payType: 'customer', parts: wantedParts(operationCode) },
    });
  }
  const { quoteVersion } = await api.post<OrderView>('workshop', `/v1/repair-orders/${orderId}/request-quote`, {
    as: advisorId,
  });
  const quote = await quoteOf(api, orderId, quoteVersion);
  await api.post('workshop', `/v1/repair-orders/${orderId}/authorize`, {
    as: advisorId,
    body: { quoteId: quote.quoteId, documentSha256: quote.documentSha256, channel: 'in-person', signedBy: 'customer' },
  });
  return quote;
}

/** The advisor prices a finding and asks the customer. */
export async function decideFinding(
  api: Api,
  orderId: string,
  { advisorId, plan }: { advisorId: string; plan: Plan },
): Promise<void> {
  const { finding } = plan;
  const raised = (await readOrder(api, orderId)).findings[0];
  if (!finding || !raised) return;
  const base = `/v1/repair-orders/${orderId}/findings/${raised.id}`;
  await api.post('workshop', `${base}/estimate`, {
    as: advisorId,
    body: { operationCode: finding.operation, payType: 'customer', parts: wantedParts(finding.operation) },
  });
  const { quoteVersion } = await readOrder(api, orderId);
  const quote = await quoteOf(api, orderId, quoteVersion);
  const signed = { quoteId: quote.quoteId, documentSha256: quote.documentSha256 };
  await api.post('workshop', `${base}/decide`, {
    as: advisorId,
    body: {
      decision: finding.decision,
      channel: 'phone',
      decidedBy: 'customer',
      ...(finding.decision === 'approved' && signed),
    },
  });
}

/** The customer signs for safety-critical work that they declined; without it the car stays (WKS-7). */
export async function signDeclined(api: Api, orderId: string, advisorId: string): Promise<void> {
  const { findings } = await readOrder(api, orderId);
  for (const finding of findings.filter(({ status }) => status === 'declined')) {
    await api.post('workshop', `/v1/repair-orders/${orderId}/findings/${finding.id}/sign-declined`, {
      as: advisorId,
      body: { signedBy: 'customer' },
    });
  }
}
