import { randomUUID } from 'node:crypto';
import { VehicleDelivered } from '@pitlane/contracts';
import type { Facts } from '@pitlane/contracts';
import { uuidv7 } from 'uuidv7';
import { type Call, FollowUp, type Round } from './follow-up.entity.js';

export const aDelivery = (facts: Partial<Facts<VehicleDelivered>> = {}): VehicleDelivered =>
  VehicleDelivered.of({
    repairOrderId: randomUUID(),
    number: 'SH001-2026-000001',
    customerId: randomUUID(),
    vehicleId: randomUUID(),
    advisorId: 'chen.advisor',
    exitPassId: randomUUID(),
    mileageKm: 46_200,
    deliveredAt: '2026-11-21T01:00:00.000Z',
    ...facts,
  });

export const aFollowUp = (round: Round = 1): FollowUp =>
  FollowUp.after(aDelivery(), { id: uuidv7(), storeId: 'SH001' }, round);

export const aCall = (call: Partial<Call> = {}): Call => ({
  id: uuidv7(),
  outcome: 'reached-satisfied',
  answers: [],
  remarks: null,
  madeBy: 'crm.agent',
  ...call,
});
