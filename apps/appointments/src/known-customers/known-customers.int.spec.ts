import { randomUUID } from 'node:crypto';
import { CustomerErased, CustomerRegistered, VehicleDelivered } from '@pitlane/contracts';
import { Database } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { Appointment } from '../appointments/appointment.entity.js';
import { emptyCalendar, Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import { rememberErased } from './known-customers.queries.js';

describe('a customer whom crm erased', () => {
  const service = startService(AppointmentsServiceModule, 'appointments', migrations);
  const around = new Surroundings(service);
  const ERASED_AT = '2026-11-20T09:00:00.000Z';
  const REFUSED = { status: 409, body: { code: 'APPOINTMENTS.CUSTOMER_ERASED' } };

  beforeAll(async () => {
    await around.priceList();
    await around.bay('quick');
    await around.technician('wu.technician', ['maintenance']);
  });
  beforeEach(() => emptyCalendar(service));

  const erased = (customerId: string, { storeId = 'SH001', erasedAt = ERASED_AT } = {}) =>
    service.deliver(CustomerErased.of({ customerId, erasedAt }), { storeId });
  const registered = (customerId: string) =>
    service.deliver(CustomerRegistered.of({ customerId, kind: 'person', preferredChannel: 'sms' }));
  const served = (visitor: { customerId: string; vehicleId: string }) =>
    service.deliver(
      VehicleDelivered.of({
        ...{ ...visitor, repairOrderId: randomUUID(), number: 'SH001-2026-000001', advisorId: 'zhao.advisor' },
        ...{ exitPassId: randomUUID(), mileageKm: 42_000, deliveredAt: '2026-10-01T08:00:00Z' },
      }),
    );

  it('books no visit and describes no fault, and nothing is written', async () => {
    const visitor = await around.visitor();
    await erased(visitor.customerId);

    const call = { ...visitor, complaint: '异响', symptoms: [], result: '轮胎', outcome: 'resolved-by-phone' };
    expect(await around.book(visitor)).toMatchObject(REFUSED);
    expect(await service.as('booking-agent').post('/v1/phone-diagnoses', call)).toMatchObject(REFUSED);

    expect(await service.all(Appointment)).toEqual([]);
    expect(await service.sql('SELECT 1 FROM slot')).toEqual([]);
    expect(await service.sql('SELECT 1 FROM phone_diagnosis')).toEqual([]);
    expect(await service.outbox()).toEqual([]);
  });

  it('stays erased when what the store hears of them comes later', async () => {
    const visitor = await around.visitor();
    await erased(visitor.customerId);
    await registered(visitor.customerId);
    await served(visitor);
    expect(await around.book(visitor)).toMatchObject(REFUSED);
  });

  it('books no visit in a store that hears of nothing but the erasure', async () => {
    const { vehicleId } = await around.visitor();
    const customerId = randomUUID();
    await erased(customerId);
    expect(await around.book({ customerId, vehicleId })).toMatchObject(REFUSED);
  });

  it('is told by the words of their own store alone', async () => {
    const visitor = await around.visitor();
    await erased(visitor.customerId, { storeId: 'SH002' });
    expect((await around.book(visitor)).status).toBe(201);
  });

  it('was erased when crm first said so, however often the event comes', async () => {
    const { customerId } = await around.visitor();
    const event = CustomerErased.of({ customerId, erasedAt: ERASED_AT });
    const delivery = { eventId: randomUUID(), aggregateId: randomUUID(), version: 1 };
    expect(await service.deliver(event, delivery)).toBe('done');
    expect(await service.deliver(event, delivery)).toBe('duplicate');
    await erased(customerId, { erasedAt: '2026-11-20T10:00:00.000Z' });
    expect(await service.sql('SELECT erased_at FROM known_customer WHERE customer_id = $1', [customerId])).toEqual([
      { erased_at: new Date(ERASED_AT) },
    ]);
  });

  it('keeps the visit that was agreed before', async () => {
    const visitor = await around.visitor();
    const { body } = await around.book(visitor);
    await erased(visitor.customerId);

    const confirmed = await service
      .as('chen.advisor')
      .post(`/v1/appointments/${body.id}/confirm`, { channel: 'phone' });
    expect(confirmed).toMatchObject({ status: 200, body: { status: 'confirmed' } });
  });

  it('books no visit in the moment of the erasure', async () => {
    const visitor = await around.visitor();
    const booking = await service.inStore('SH001', () =>
      service.get(Database).transaction(async (tx) => {
        await rememberErased(tx, visitor.customerId, new Date(ERASED_AT));
        const wanted = around.book(visitor);
        await service.waitingForLocks(1);
        return [wanted];
      }),
    );
    expect(await booking[0]).toMatchObject(REFUSED);
    expect(await service.all(Appointment)).toEqual([]);
  });

  it('keeps the visit that is being agreed in the moment of the erasure', async () => {
    const visitor = await around.visitor();
    const both = await service.inStore('SH001', () =>
      service.get(Database).transaction(async (tx) => {
        await tx.query('LOCK TABLE slot IN SHARE MODE');
        const booking = around.book(visitor);
        await service.waitingForLocks(1);
        const erasing = erased(visitor.customerId);
        await service.waitingForLocks(2);
        return [booking, erasing] as const;
      }),
    );
    expect((await both[0]).status).toBe(201);
    expect(await both[1]).toBe('done');
    expect(await around.book({ ...visitor, startsAt: '2026-11-24T02:00:00Z' })).toMatchObject(REFUSED);
  });
});
