import { ExitPassIssued, ExitPassRevoked, ExitPassUsed, type IntegrationEvent } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { WorkshopModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { KnownExitPass } from './known-exit-pass.entity.js';

const about = () => ({ exitPassId: uuidv7(), repairOrderId: uuidv7(), vehicleId: uuidv7() });
type Pass = ReturnType<typeof about>;

const issued = (pass: Pass) =>
  ExitPassIssued.of({ ...pass, settlementId: uuidv7(), customerId: uuidv7(), expiresAt: '2026-11-21T03:00:00.000Z' });
const revoked = (pass: Pass) => ExitPassRevoked.of({ ...pass, revokedAt: '2026-11-21T01:05:00.000Z' });
const used = (pass: Pass) => ExitPassUsed.of({ ...pass, usedAt: '2026-11-21T01:10:00.000Z' });

describe('an exit pass as the workshop knows it', () => {
  const workshop = startService(WorkshopModule, 'workshop', migrations);

  /** What is known of a pass after these events, in that order, each heard twice. */
  const knownAfter = async (exitPassId: string, ...events: IntegrationEvent[]): Promise<KnownExitPass | undefined> => {
    for (const [index, event] of events.entries()) {
      const delivery = { eventId: uuidv7(), aggregateId: exitPassId, version: index + 1 };
      expect(await workshop.deliver(event, delivery)).toBe('done');
      expect(await workshop.deliver(event, delivery)).toBe('duplicate');
    }
    return (await workshop.all(KnownExitPass)).find((known) => known.exitPassId === exitPassId);
  };

  it.each([
    ['after its issue', (pass: Pass) => [issued(pass), revoked(pass)]],
    ['before its issue', (pass: Pass) => [revoked(pass), issued(pass)]],
  ])('is revoked, also when that is heard %s', async (_when, eventsOf) => {
    const pass = about();
    expect(await knownAfter(pass.exitPassId, ...eventsOf(pass))).toMatchObject({
      repairOrderId: pass.repairOrderId,
      revokedAt: new Date('2026-11-21T01:05:00.000Z'),
    });
  });

  it.each([
    ['after its issue', (pass: Pass) => [issued(pass), used(pass)]],
    ['before its issue', (pass: Pass) => [used(pass), issued(pass)]],
  ])('is used, and as long valid as it was, also when that is heard %s', async (_when, eventsOf) => {
    const pass = about();
    expect(await knownAfter(pass.exitPassId, ...eventsOf(pass))).toMatchObject({
      repairOrderId: pass.repairOrderId,
      expiresAt: new Date('2026-11-21T03:00:00.000Z'),
      revokedAt: null,
      usedAt: new Date('2026-11-21T01:10:00.000Z'),
    });
  });
});
