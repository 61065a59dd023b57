import { randomUUID } from 'node:crypto';
import { FindingDecided } from '@pitlane/contracts';

/** A finding that the customer declined on the first of October. */
export const declined = (
  car: { customerId: string; vehicleId: string },
  facts: Partial<FindingDecided> = {},
): FindingDecided =>
  FindingDecided.of({
    ...{ repairOrderId: randomUUID(), findingId: randomUUID(), description: '前减振器漏油', safetyCritical: false },
    ...{ decision: 'declined', channel: 'phone', decidedAt: '2026-10-01T04:00:00.000Z' },
    ...car,
    ...facts,
  });
