import { plusMinutes } from '@pitlane/kernel';
import { type Api, until } from '../platform/api.js';
import { vehicleAt } from './data/index.js';
import { STAFF } from './staff-members.js';
import type { Guest } from './store-setup.js';

/** What the demonstration reads of a booking proposal's view. */
export interface ProposalView {
  readonly id: string;
  readonly describedFault: string;
}

/** The car was well an hour ago and tells its faults now, through its maker; answers the proposal that it leads to. */
export async function tellFaults(
  api: Api,
  { index, vehicleId }: Guest,
  { codes, now }: { codes: readonly string[]; now: Date },
): Promise<ProposalView> {
  const { vin, mileageKm } = vehicleAt(index);
  const reading = (measuredAt: Date, state: string): object => ({
    ...{ messageId: `tsp-${index}-${measuredAt.getTime()}`, vin, mileageKm, measuredAt: measuredAt.toISOString() },
    faults: codes.map((code) => ({ code, state })),
  });
  const body = { readings: [reading(plusMinutes(now, -60), 'cleared'), reading(now, 'confirmed')] };
  await until('the readings are taken', async () => {
    // The car has not been told to this service yet.
    const { taken } = await api.post<{ taken: number }>('appointments', '/v1/vehicle-readings', {
      as: STAFF.gate,
      body,
    });
    return taken === body.readings.length;
  });
  const open = `/v1/booking-proposals?status=open&cause=faults&vehicleId=${vehicleId}`;
  const { items } = await api.get<{ items: ProposalView[] }>('appointments', open, STAFF.bookingAgent);
  const [proposal] = items;
  if (!proposal) throw new Error(`The car of guest ${index} led to no proposal.`);
  return proposal;
}
