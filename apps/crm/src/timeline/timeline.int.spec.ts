import { randomUUID } from 'node:crypto';
import type { IntegrationEvent } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { CrmModule } from '../app.module.js';
import { aCustomer, knownIn } from '../customers/testing.js';
import { migrations } from '../migrations/index.js';
import { givenCustomer } from '../personal-data/testing.js';
import { aVehicle, vehicleKnownIn } from '../vehicles/testing.js';
import { aVisit } from './testing.js';
import { TimelineEntry } from './timeline-entry.entity.js';

const crm = startService(CrmModule, 'crm', migrations);

async function aKnownVisit() {
  const customer = await givenCustomer(crm, aCustomer());
  const vehicle = await crm.given(aVehicle({ ownerCustomerId: customer.id }));
  await crm.given(knownIn('SH001', customer));
  await crm.given(vehicleKnownIn('SH001', vehicle));
  return aVisit({ customerId: customer.id, vehicleId: vehicle.id });
}
type Visit = ReturnType<typeof aVisit>;

const timelineOf = async (path: string): Promise<Record<string, unknown>[]> => {
  const { body } = await crm.as('crm-agent').get<{ items: Record<string, unknown>[] }>(`/v1/${path}/timeline`);
  return body.items;
};
const typesOf = async (path: string): Promise<unknown[]> => (await timelineOf(path)).map(({ type }) => type);
const entriesOf = async ({ appointmentId, repairOrderId }: Visit): Promise<TimelineEntry[]> =>
  (await crm.all(TimelineEntry)).filter(({ visitId }) => visitId === appointmentId || visitId === repairOrderId);

describe('the timeline', () => {
  it('of a car and of its owner has every event of the visit, of all services, newest first', async () => {
    const visit = await aKnownVisit();
    // Ids that rise, as the publishers make them.
    const events: IntegrationEvent[] = [visit.booked, visit.opened, visit.jobStarted, visit.partsIssued, visit.quoted];
    const ids = events.map((_event, index) => `0193500${index}-0000-7000-8000-${randomUUID().slice(-12)}`);
    for (const [index, event] of events.entries()) await crm.deliver(event, { eventId: ids[index] ?? '' });

    const types = [
      'billing.quote.issued.v1',
      'parts.issue.issued.v1',
      'workshop.repair-order.job-started.v1',
      'workshop.repair-order.opened.v1',
      'appointments.appointment.booked.v1',
    ];
    expect(await typesOf(`vehicles/${visit.vehicleId}`)).toEqual(types);
    expect(await typesOf(`customers/${visit.customerId}`)).toEqual(types);
    const [, issued] = await timelineOf(`vehicles/${visit.vehicleId}`);
    expect(issued).toMatchObject({ id: ids[3], visitId: visit.repairOrderId, facts: { receivedBy: 'wu.technician' } });
  });

  it('gets an event once, however often it is delivered', async () => {
    const visit = await aKnownVisit();
    const eventId = randomUUID();
    await crm.deliver(visit.booked, { aggregateId: visit.appointmentId, eventId, version: 1 });
    await crm.deliver(visit.booked, { aggregateId: visit.appointmentId, eventId, version: 1 });
    expect(await entriesOf(visit)).toHaveLength(1);
  });

  it('finds the car of an event that came before the one that names it', async () => {
    const visit = await aKnownVisit();
    await crm.deliver(visit.reserved);
    expect(await typesOf(`vehicles/${visit.vehicleId}`)).toEqual([]);
    await crm.deliver(visit.booked);
    expect((await typesOf(`vehicles/${visit.vehicleId}`)).sort()).toEqual([
      'appointments.appointment.booked.v1',
      'parts.reservation.reserved.v1',
    ]);
  });

  it('loses no event of a visit whose events come all at once', async () => {
    const visits = await Promise.all(Array.from({ length: 6 }, () => aKnownVisit()));
    const events = visits.flatMap(({ reserved, jobStarted, booked, opened, reminded }) => [
      reserved,
      jobStarted,
      booked,
      opened,
      reminded,
    ]);

    const outcomes = await Promise.all(events.map((event) => crm.deliver(event)));

    expect(outcomes.every((outcome) => outcome === 'done')).toBe(true);
    for (const visit of visits) {
      expect(await typesOf(`vehicles/${visit.vehicleId}`)).toHaveLength(5);
      expect(await typesOf(`customers/${visit.customerId}`)).toHaveLength(5);
    }
  });

  it('is the store’s own', async () => {
    const visit = await aKnownVisit();
    await crm.deliver(visit.booked);
    const elsewhere = await crm.as('crm-agent', { store: 'SH002' }).get(`/v1/vehicles/${visit.vehicleId}/timeline`);
    expect(elsewhere.status).toBe(404);
  });
});
