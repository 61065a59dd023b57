import { type Api, Refused, until } from '../platform/api.js';
import { LABOR_OPERATIONS, TECHNICIANS } from './data/index.js';
import { type JobView, type OrderView, readOrder } from './order-view.js';
import { STAFF } from './staff-members.js';

/** Gives the job to the least loaded technician who fits and a free bay; undefined while nobody or no bay is free. */
export async function dispatch(api: Api, orderId: string, jobId: string): Promise<JobView | undefined> {
  try {
    const order = await api.post<OrderView>('workshop', `/v1/repair-orders/${orderId}/jobs/${jobId}/dispatch`, {
      as: STAFF.foreman,
    });
    return order.jobs.find(({ id }) => id === jobId);
  } catch (error) {
    if (error instanceof Refused && error.status === 409) return undefined;
    throw error;
  }
}

/** False while the technician is clocked on to another job or the bay is taken. */
export async function clockOn(api: Api, orderId: string, job: JobView): Promise<boolean> {
  try {
    await api.post('workshop', `/v1/repair-orders/${orderId}/jobs/${job.id}/clock-on`, { as: technicianOf(job) });
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status === 409) return false;
    throw error;
  }
}

/** The technician asks for the job's parts, the clerk hands them out, the workshop knows it. */
export async function drawParts(api: Api, orderId: string, job: JobView): Promise<void> {
  if (job.partLines.length === 0) return;
  await api.post('workshop', `/v1/repair-orders/${orderId}/jobs/${job.id}/request-parts`, { as: technicianOf(job) });
  const picks = await until('the clerk sees the request', async () => {
    const { items } = await api.get<{ items: Pick[] }>('parts', '/v1/picks?limit=100', STAFF.partsClerk);
    const ours = items.filter((pick) => pick.jobId === job.id);
    return ours.length === job.partLines.length && ours;
  });
  await api.post('parts', '/v1/issues', {
    as: STAFF.partsClerk,
    body: {
      repairOrderId: orderId,
      receivedBy: job.technicianId,
      lines: picks.map(({ lineId, quantityThousandths }) => ({ lineId, quantityThousandths })),
    },
  });
  await until('the workshop knows what was drawn', async () => {
    const drawn = (await readOrder(api, orderId)).jobs.find(({ id }) => id === job.id);
    return drawn?.partLines.every((line) => line.issuedThousandths === line.quantityThousandths);
  });
}

interface Pick {
  jobId: string | null;
  lineId: string;
  quantityThousandths: number;
}

/** The last part line of a job comes back unused. */
export async function returnPart(api: Api, orderId: string, job: JobView): Promise<string> {
  const line = job.partLines.at(-1);
  const { items } = await api.get<{ items: { id: string; lines: { lineId: string }[] }[] }>(
    'parts',
    `/v1/issues?repairOrderId=${orderId}`,
    STAFF.partsClerk,
  );
  const issue = items.find(({ lines }) => lines.some(({ lineId }) => lineId === line?.id));
  if (!line || !issue) throw new Error('There is nothing to return.');
  await api.post('parts', `/v1/issues/${issue.id}/returns`, {
    as: STAFF.partsClerk,
    body: { lines: [{ lineId: line.id, quantityThousandths: line.quantityThousandths }], reason: '未使用' },
  });
  return line.partNumber;
}

export async function finish(api: Api, orderId: string, job: JobView, correction: string): Promise<void> {
  await api.post('workshop', `/v1/repair-orders/${orderId}/jobs/${job.id}/finish`, {
    as: technicianOf(job),
    body: { cause: '正常磨损或到期', correction },
  });
}

/** One of the three inspections, with measured values within limits (WKS-11). */
export async function inspect(
  api: Api,
  orderId: string,
  { job, kind, inspector, failure }: Inspection,
): Promise<{ reworkJobId: string | null }> {
  const operation = LABOR_OPERATIONS.find(({ operationCode }) => operationCode === job.operationCode);
  const checks = (operation?.checks ?? []).map(({ item, minThousandths, maxThousandths }) => ({
    item,
    measuredThousandths: middleOf(minThousandths, maxThousandths),
  }));
  return api.post('workshop', `/v1/repair-orders/${orderId}/jobs/${job.id}/inspections`, {
    as: inspector,
    body: {
      kind,
      result: failure ? 'failed' : 'passed',
      checks,
      ...(job.roadTest && kind === 'final' && { roadTest: { km: 5, remarks: '制动、转向、异响正常' } }),
      ...failure,
    },
  });
}

interface Inspection {
  job: JobView;
  kind: 'self' | 'peer' | 'final';
  inspector: string;
  failure?: { defectClass: string; cause: string } | undefined;
}

function middleOf(min: number | undefined, max: number | undefined): number {
  if (min !== undefined && max !== undefined) return Math.round((min + max) / 2);
  return min !== undefined ? min + 100 : Math.max(0, (max ?? 0) - 100);
}

export function technicianOf({ technicianId, id }: JobView): string {
  if (technicianId === null) throw new Error(`Job ${id} is not dispatched.`);
  return technicianId;
}

/** Another technician than the one who did the job. */
export const peerOf = (job: JobView): string =>
  TECHNICIANS.map(({ technicianId }) => technicianId).find((one) => one !== job.technicianId) ?? '';

/** Final audit, wash and parking, and the handover to the advisor (WKS-13). */
export async function complete(api: Api, orderId: string, advisorId: string): Promise<void> {
  await api.post('workshop', `/v1/repair-orders/${orderId}/final-audit`, {
    as: STAFF.inspector,
    body: {
      washed: true,
      parkedAt: '竣工区',
      wearItems: [
        { item: 'front-tyre-tread', unit: 'mm', remainingThousandths: 5_200 },
        { item: 'front-brake-pad', unit: 'mm', remainingThousandths: 8_000 },
        { item: 'battery-health', unit: '%', remainingThousandths: 86_000 },
      ],
      guaranteeCard: true,
    },
  });
  await api.post('workshop', `/v1/repair-orders/${orderId}/handover`, { as: advisorId });
}
