import { plusMinutes } from '@pitlane/kernel';
import {
  type Api, clockOn, complete, dispatch, finish, type Guest, type HouseClock, inspect, peerOf, quoteOf, readOrder, settle, type SettlementView,
  STAFF, takeIn, technicianOf, until, walkIn,
} from '@pitlane/tools'; // prettier-ignore

const ADVISOR = STAFF.advisors[0];

interface Work {
  guest: Guest;
  operationCode: string;
  partNumber?: string;
}

/** A customer without an appointment whose order is signed; answers the order and its first part line. */
export async function authorizedWalkIn(
  api: Api,
  clock: HouseClock,
  work: Work,
): Promise<{ orderId: string; lineId: string }> {
  const { guest, operationCode, partNumber } = work;
  const orderId = await walkIn(api, ADVISOR, guest, {
    guest: guest.index,
    at: '',
    operations: [],
    complaint: '检查',
    pays: 'cash',
  });
  await takeIn(api, orderId, { advisorId: ADVISOR, guest, promisedAt: plusMinutes(clock.now(), 180) });
  const parts =
    partNumber === undefined ? [] : [{ partNumber, quantityThousandths: 1_000, oldPartChoice: 'show-and-scrap' }];
  await until('the workshop knows the part', async () =>
    api
      .post('workshop', `/v1/repair-orders/${orderId}/jobs`, {
        as: ADVISOR,
        body: { complaint: '检查', operationCode, payType: 'customer', parts },
      })
      .catch(() => undefined),
  );
  await signQuote(api, orderId);
  await until('parts knows the order', async () => {
    const { items } = await api.get<{ items: unknown[] }>(
      'parts',
      `/v1/reservations?purposeId=${orderId}`,
      STAFF.partsClerk,
    );
    return parts.length === 0 || items.length > 0;
  });
  const [job] = (await readOrder(api, orderId)).jobs;
  return { orderId, lineId: job?.partLines[0]?.id ?? '' };
}

/** A customer without an appointment who only has to pay. */
export async function settledWalkIn(api: Api, clock: HouseClock, guest: Guest): Promise<SettlementView> {
  const { orderId } = await authorizedWalkIn(api, clock, { guest, operationCode: 'DIA-001' });
  const [first] = (await readOrder(api, orderId)).jobs;
  const job = await until('a technician and a bay', async () => first && (await dispatch(api, orderId, first.id)));
  await until('the technician is free', () => clockOn(api, orderId, job));
  clock.moveTo(plusMinutes(clock.now(), 20));
  await finish(api, orderId, job, '已检查');
  await inspect(api, orderId, { job, kind: 'self', inspector: technicianOf(job) });
  await inspect(api, orderId, { job, kind: 'peer', inspector: peerOf(job) });
  await inspect(api, orderId, { job, kind: 'final', inspector: STAFF.inspector });
  await complete(api, orderId, ADVISOR);
  return settle(api, orderId);
}

async function signQuote(api: Api, orderId: string): Promise<void> {
  const { quoteVersion } = await api.post<{ quoteVersion: number }>(
    'workshop',
    `/v1/repair-orders/${orderId}/request-quote`,
    { as: ADVISOR },
  );
  const { quoteId, documentSha256 } = await quoteOf(api, orderId, quoteVersion);
  await api.post('workshop', `/v1/repair-orders/${orderId}/authorize`, {
    as: ADVISOR,
    body: { quoteId, documentSha256, channel: 'in-person', signedBy: 'customer' },
  });
}
