import { ExitPassIssued, ExitPassRevoked, ExitPassUsed } from '@pitlane/contracts';
import type { TestService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { Visit } from '../testing.js';

/** Nothing is missing. */
export const AUDIT = {
  washed: true,
  parkedAt: 'finished-3',
  wearItems: [{ item: 'front pads', unit: 'mm', remainingThousandths: 11_500 }],
  guaranteeCard: true,
};

/** All is given back. */
export const HANDOVER = { coversOff: true, documentsReturned: true, keysReturned: true, oldPartsShown: true };

/** A visit whose car is inspected, audited and parked for its customer. */
export async function aReadyVisit(workshop: TestService): Promise<Visit> {
  const visit = await Visit.inspected(workshop);
  await visit.by('qian.inspector', 'final-audit', AUDIT);
  await visit.by('chen.advisor', 'handover');
  return visit;
}

/** Billing lets the car leave. @returns the pass's id */
export async function exitPassFor(
  workshop: TestService,
  repairOrderId: string,
  expiresAt = '2026-11-21T10:00:00Z',
): Promise<string> {
  const exitPassId = uuidv7();
  const facts = { exitPassId, settlementId: uuidv7(), repairOrderId, customerId: uuidv7(), vehicleId: uuidv7() };
  await workshop.deliver(ExitPassIssued.of({ ...facts, expiresAt }), { aggregateId: exitPassId });
  return exitPassId;
}

/** Billing lets it out no more: money went back. */
export async function revokePass(workshop: TestService, exitPassId: string, repairOrderId: string): Promise<void> {
  const revoked = { exitPassId, repairOrderId, vehicleId: uuidv7(), revokedAt: '2026-11-21T01:00:00Z' };
  await workshop.deliver(ExitPassRevoked.of(revoked), { aggregateId: exitPassId });
}

/** The gate lets the car out. */
export async function usePass(
  workshop: TestService,
  exitPassId: string,
  repairOrderId: string,
  usedAt: string,
): Promise<void> {
  const used = ExitPassUsed.of({ exitPassId, repairOrderId, vehicleId: uuidv7(), usedAt });
  await workshop.deliver(used, { aggregateId: exitPassId });
}
