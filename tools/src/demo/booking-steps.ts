import { type Answer, type Api, Refused, until } from '../platform/api.js';
import { LABOR_OPERATIONS } from './data/index.js';
import type { Plan } from './plans.js';
import { STAFF } from './staff-members.js';
import type { Guest } from './store-setup.js';

/** What the demonstration reads of an appointment's view. */
export interface AppointmentView {
  readonly id: string;
  readonly status: string;
  readonly advisorId: string;
  readonly startsAt: string;
  /** Who is kept for it, and when. */
  readonly technicians: readonly { technicianId: string; startsAt: string; endsAt: string }[];
  readonly missing: readonly string[];
  readonly risk: string;
  readonly nextCheck: string | null;
  readonly estimate: { readonly durationMinutes: number; readonly lowFen: number; readonly highFen: number };
}

/** Parts that the operations usually need; the same part named once. */
export function partsFor(operationCodes: readonly string[]): { partNumber: string; quantityThousandths: number }[] {
  const quantities = new Map<string, number>();
  for (const code of operationCodes) {
    for (const { partNumber, quantityThousandths } of LABOR_OPERATIONS.find((one) => one.operationCode === code)
      ?.usualParts ?? []) {
      quantities.set(partNumber, (quantities.get(partNumber) ?? 0) + quantityThousandths);
    }
  }
  return [...quantities].map(([partNumber, quantityThousandths]) => ({ partNumber, quantityThousandths }));
}

export const readAppointment = (api: Api, id: string): Promise<AppointmentView> =>
  api.get<AppointmentView>('appointments', `/v1/appointments/${id}`, STAFF.bookingAgent);

/** Books by phone, at the wished time or the nearest one that the store can keep; for a proposal where the plan names one. */
export async function book(
  api: Api,
  guest: Guest,
  plan: Plan & { readonly proposalId?: string },
  wishedAt: Date,
): Promise<AppointmentView> {
  const request = (startsAt: string): Promise<AppointmentView> =>
    api.post<AppointmentView>('appointments', '/v1/appointments', {
      as: STAFF.bookingAgent,
      body: {
        customerId: guest.customerId, vehicleId: guest.vehicleId, channel: 'phone', complaint: plan.complaint,
        diagnosis: { symptoms: [plan.complaint], result: '需要到店检查', needsVisit: true },
        operations: plan.operations, parts: partsFor(plan.operations), startsAt, meanwhile: plan.meanwhile ?? 'waits',
        ...(plan.proposalId !== undefined && { proposalId: plan.proposalId }),
      },
    }); // prettier-ignore
  return until('a booking', async () => {
    try {
      return await request(wishedAt.toISOString());
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409) throw error;
      const [alternative] = (error.problem['alternatives'] as string[] | undefined) ?? [];
      if (alternative !== undefined) return request(alternative);
      if (error.code === 'APPOINTMENTS.NO_CAPACITY') throw error;
      return undefined; // the customer, the car or the price list has not been told to this service yet
    }
  });
}

/** The documents are laid ready, special tools where the work needs some, and the parts once they are kept. */
export async function prepare(api: Api, appointmentId: string, shelf: string): Promise<'staged' | 'short'> {
  const tick = (item: string, as: string): Promise<Answer> =>
    api.post('appointments', `/v1/appointments/${appointmentId}/checklist/${item}/tick`, { as });
  await tick('documents', STAFF.bookingAgent);
  const { missing } = await readAppointment(api, appointmentId);
  if (missing.includes('tools')) await tick('tools', STAFF.foreman);
  return stage(api, appointmentId, shelf);
}

export async function stage(api: Api, appointmentId: string, shelf: string): Promise<'staged' | 'short'> {
  const { missing } = await readAppointment(api, appointmentId);
  if (!missing.includes('parts-staged')) return 'staged';
  const reservation = await until('the reservation', async () => {
    const { items } = await api.get<{ items: { id: string; status: string }[] }>(
      'parts',
      `/v1/reservations?purpose=appointment&purposeId=${appointmentId}`,
      STAFF.partsClerk,
    );
    return items[0];
  });
  if (reservation.status === 'short') return 'short';
  await api.post('parts', `/v1/reservations/${reservation.id}/stage`, { as: STAFF.partsClerk, body: { shelf } });
  return 'staged';
}

export const confirm = (api: Api, appointmentId: string): Promise<Answer> =>
  api.post('appointments', `/v1/appointments/${appointmentId}/confirm`, {
    as: STAFF.bookingAgent,
    body: { channel: 'wechat' },
  });

/** The named advisor meets the customer; answers the repair order that the workshop has for the visit. */
export async function arrive(api: Api, appointment: AppointmentView): Promise<string> {
  await api.post('appointments', `/v1/appointments/${appointment.id}/arrive`, { as: appointment.advisorId });
  const order = await until('the repair order of the visit', async () => {
    const { items } = await api.get<{ items: { id: string; status: string }[] }>(
      'workshop',
      `/v1/repair-orders?appointmentId=${appointment.id}`,
      appointment.advisorId,
    );
    return items.find(({ status }) => status === 'received');
  });
  return order.id;
}
