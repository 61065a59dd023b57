import { randomUUID } from 'node:crypto';
import { Database } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { CrmModule } from '../app.module.js';
import type { Customer } from '../customers/customer.entity.js';
import { aCustomer, knownIn } from '../customers/testing.js';
import { migrations } from '../migrations/index.js';
import { givenCustomer } from '../personal-data/testing.js';
import { aVisit } from '../timeline/testing.js';
import { Vehicle } from './vehicle.entity.js';
import { VehicleStore } from './vehicle-store.entity.js';
import { aCar } from './testing.js';

const crm = startService(CrmModule, 'crm', migrations);
let owner: Customer;

beforeEach(async () => {
  owner = await givenCustomer(crm, aCustomer());
  await crm.given(knownIn('SH001', owner));
});

const register = (facts: Record<string, unknown> = {}, store = 'SH001') =>
  crm.as('service-advisor', { store }).post('/v1/vehicles', {
    ...aCar(),
    make: '上汽大众',
    model: '朗逸',
    modelYear: 2021,
    powertrain: 'petrol',
    ownerCustomerId: owner.id,
    mileageKm: 46_180,
    ...facts,
  });
const told = async (vehicleId: unknown) =>
  (await crm.outbox()).filter(({ type, data }) => type === 'crm.vehicle.changed.v1' && data['vehicleId'] === vehicleId);

describe('POST /v1/vehicles', () => {
  it('keeps the car with its owner and first reading, and tells the store’s services', async () => {
    const answer = await register({ purchasedOn: '2021-05-30' });

    expect(answer).toMatchObject({
      status: 201,
      body: { ownerCustomerId: owner.id, purchasedOn: '2021-05-30', version: 1 },
    });
    const { id, vin, plate } = answer.body;
    expect(await told(id)).toMatchObject([
      { storeId: 'SH001', aggregateVersion: 1, data: { vin, plate, mileageKm: 46_180 } },
    ]);
    const read = (what: string) => crm.as('crm-agent').get(`/v1/vehicles/${String(id)}/${what}`);
    expect((await read('owners')).body).toMatchObject([{ customerId: owner.id, ownedUntil: null }]);
    expect((await read('mileage-readings')).body).toMatchObject([{ mileageKm: 46_180, repairOrderId: null }]);
  });

  it.each([
    ['/vin', 'invalid_vin', { vin: 'LSVAC4180M2031846' }],
    ['/plate', 'invalid_plate', { plate: '沪I12345' }],
    ['/ownerCustomerId', 'CRM.CUSTOMER_NOT_KNOWN', { ownerCustomerId: randomUUID() }],
  ])('names %s when it is wrong, and writes nothing', async (pointer, code, facts) => {
    const before = (await crm.all(Vehicle)).length;
    expect(await register(facts)).toMatchObject({ status: 422, body: { code, errors: [{ pointer, code }] } });
    expect(await crm.all(Vehicle)).toHaveLength(before);
  });

  it.each(['vin', 'plate'])('names the car that has this %s already', async (field) => {
    const { body: first } = await register();
    const again = await register({ [field]: first[field] });
    expect(again).toMatchObject({ status: 409, body: { code: 'CRM.VEHICLE_EXISTS', vehicleId: first['id'] } });
  });
});

describe('a vehicle of the group', () => {
  const claim = (body: Record<string, unknown>, store = 'SH002') =>
    crm.as('service-advisor', { store }).post('/v1/vehicles/claim', body);

  it('comes to another store with its owner, by its exact plate', async () => {
    const { body: vehicle } = await register();
    const inShop2 = crm.as('service-advisor', { store: 'SH002' });
    expect((await inShop2.get(`/v1/vehicles/${String(vehicle['id'])}`)).status).toBe(404);

    expect(await claim({ plate: vehicle['plate'] })).toMatchObject({ status: 200, body: { vin: vehicle['vin'] } });

    expect((await inShop2.get(`/v1/customers/${owner.id}`)).status).toBe(200);
    const events = (await crm.outbox()).filter(({ storeId }) => storeId === 'SH002').map(({ data }) => data);
    expect(events).toContainEqual(expect.objectContaining({ vehicleId: vehicle['id'] }));
    expect(events).toContainEqual(expect.objectContaining({ customerId: owner.id, kind: 'person' }));
  });

  it('is not found by another group, or without naming it', async () => {
    const { body: vehicle } = await register();
    expect((await claim({ vin: vehicle['vin'] }, 'BJ001')).status).toBe(404);
    expect((await claim({})).body).toMatchObject({ code: 'CRM.VEHICLE_NOT_IDENTIFIED' });
    expect((await claim({ vin: vehicle['vin'], plate: vehicle['plate'] })).status).toBe(422);
  });

  it('comes together with the other cars of its owner, and the owner once', async () => {
    const cars = await Promise.all(Array.from({ length: 6 }, () => register()));

    const answers = await Promise.all(cars.map(({ body }) => claim({ vin: body['vin'] })));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    const greeted = (await crm.outbox()).filter(
      ({ storeId, data }) => storeId === 'SH002' && data['customerId'] === owner.id,
    );
    expect(greeted).toHaveLength(1);
  });

  it('comes as it is, though it gets another plate in the same moment', async () => {
    const { body: vehicle } = await register();
    const [known] = (await crm.all(VehicleStore)).filter(({ vehicleId }) => vehicleId === vehicle['id']);
    const { plate } = aCar();

    const requests = await crm.inStore('SH001', () =>
      crm.get(Database).transaction(async (tx) => {
        await tx.lock(VehicleStore, String(known?.id));
        const path = `/v1/vehicles/${String(vehicle['id'])}/plate`;
        const changing = crm.as('service-advisor').post(path, { plate });
        await crm.waitingForLocks(1);
        const claiming = claim({ vin: vehicle['vin'] });
        await crm.waitingForLocks(2);
        return [changing, claiming];
      }),
    );

    expect((await Promise.all(requests)).map(({ status, body }) => [status, body['plate']])).toEqual([
      [200, plate],
      [200, plate],
    ]);
    const toldNow = (await told(vehicle['id'])).filter(({ storeId }) => storeId === 'SH002').at(-1);
    expect(toldNow?.data['plate']).toBe(plate);
  });

  it('tells every store that knows it what changed, each without gaps', async () => {
    const { body: vehicle } = await register();
    await claim({ vin: vehicle['vin'] });
    const { plate } = aCar();

    const changed = await crm
      .as('service-advisor', { store: 'SH002' })
      .post(`/v1/vehicles/${String(vehicle['id'])}/plate`, { plate });

    expect(changed).toMatchObject({ status: 200, body: { plate, version: 2 } });
    const events = (await told(vehicle['id'])).map(({ storeId, aggregateVersion, data }) => [
      storeId,
      aggregateVersion,
      data['plate'],
    ]);
    expect(events.sort()).toEqual([
      ['SH001', 1, vehicle['plate']],
      ['SH001', 2, plate],
      ['SH002', 1, vehicle['plate']],
      ['SH002', 2, plate],
    ]);
  });
});

describe('POST /v1/vehicles/:id/owner', () => {
  it('ends one ownership and begins the next', async () => {
    const { body: vehicle } = await register();
    const buyer = await givenCustomer(crm, aCustomer());
    await crm.given(knownIn('SH001', buyer));
    const path = `/v1/vehicles/${String(vehicle['id'])}`;
    crm.clock.moveTo(new Date('2026-11-21T02:00:00Z'));

    const answer = await crm.as('service-advisor').post(`${path}/owner`, { customerId: buyer.id });

    expect(answer).toMatchObject({ status: 200, body: { ownerCustomerId: buyer.id } });
    const at = '2026-11-21T02:00:00.000Z';
    expect((await crm.as('crm-agent').get(`${path}/owners`)).body).toMatchObject([
      { customerId: owner.id, ownedUntil: at },
      { customerId: buyer.id, ownedFrom: at, ownedUntil: null },
    ]);
    expect(await told(vehicle['id'])).toMatchObject([
      { data: { ownerCustomerId: owner.id } },
      { data: { ownerCustomerId: buyer.id } },
    ]);
  });
});

describe('the odometer', () => {
  it('is raised by a visit, once, and never lowered', async () => {
    const { body: vehicle } = await register({ mileageKm: 46_000 });
    const visit = aVisit({ customerId: owner.id, vehicleId: String(vehicle['id']) });
    const { opened, delivered } = visit;
    const repairOrder = { aggregateId: visit.repairOrderId, eventId: randomUUID(), version: 1 };

    expect(await crm.deliver(opened, repairOrder)).toBe('done');
    expect(await crm.deliver(opened, repairOrder)).toBe('duplicate');
    delivered.mileageKm = 45_000;
    expect(await crm.deliver(delivered, { aggregateId: visit.repairOrderId, version: 2 })).toBe('done');

    expect(await crm.find(Vehicle, visit.vehicleId)).toMatchObject({ mileageKm: 47_000, version: 2 });
    expect((await told(vehicle['id'])).map(({ data }) => data['mileageKm'])).toEqual([46_000, 47_000]);
    const { body } = await crm.as('technician').get<unknown[]>(`/v1/vehicles/${visit.vehicleId}/mileage-readings`);
    expect(body).toHaveLength(3);
  });

  it('of a car that the store does not know is left alone', async () => {
    expect(await crm.deliver(aVisit().opened)).toBe('done');
  });
});
