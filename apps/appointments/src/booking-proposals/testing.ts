import { uuid } from '@pitlane/testing/set-up';
import { BookingProposal } from './booking-proposal.entity.js';
import { type Condition, type Need, needOf } from './need.js';

/** A car at 42,000 km that misfires. */
export const aCondition = (facts: Partial<Condition> = {}): Condition => ({
  vehicleId: uuid(1),
  customerId: uuid(2),
  mileageKm: 42_000,
  servicedAtKm: null,
  faultCodes: ['P0301'],
  ...facts,
});

export function aNeed(facts: Partial<Condition> = {}): Need {
  const need = needOf('faults', aCondition(facts));
  if (!need) throw new Error('Such a car needs nothing.');
  return need;
}

export const aProposal = (facts: Partial<Condition> = {}): BookingProposal =>
  BookingProposal.open(
    { id: uuid(3), storeId: 'SH001' },
    { need: aNeed(facts), estimate: null },
    new Date('2026-11-21T01:00:00Z'),
  );
