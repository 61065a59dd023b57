import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import type { CourtesyCarView } from './courtesy-car.dto.js';
import { CourtesyCar } from './courtesy-car.entity.js';
import { carBody } from './testing.js';

describe('the fleet of courtesy cars', () => {
  const service = startService(AppointmentsServiceModule, 'appointments', migrations);
  const manager = () => service.as('service-manager');
  const register = (body: object = {}) =>
    manager().post<CourtesyCarView>('/v1/courtesy-cars', { ...carBody(), ...body });

  it('is kept by the service manager, and seen by who books and who receives', async () => {
    const { status, body } = await register({ plate: '沪AD12345', powertrain: 'electric' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ version: 1, plate: '沪AD12345', status: 'in-service', mileageKm: 12_000 });
    expect(await service.find(CourtesyCar, body.id)).toMatchObject({ storeId: 'SH001', fuelPercent: 80 });

    for (const who of ['booking-agent', 'service-advisor']) {
      expect((await service.as(who).post('/v1/courtesy-cars', carBody())).status).toBe(403);
      const list = await service.as(who).get<{ items: CourtesyCarView[] }>('/v1/courtesy-cars');
      expect(list.body.items.map(({ plate }) => plate)).toEqual(['沪AD12345']);
      expect((await service.as(who).get(`/v1/courtesy-cars/${body.id}`)).body).toEqual(body);
    }
    const elsewhere = service.as('service-manager', { store: 'BJ001' });
    expect((await elsewhere.get(`/v1/courtesy-cars/${body.id}`)).status).toBe(404);
  });

  it.each([
    ['what is no plate', { plate: '沪A1' }, 'APPOINTMENTS.COURTESY_PLATE_NOT_VALID'],
    ['more than a full tank', { fuelPercent: 101 }, 'validation_failed'],
    ['kilometres below zero', { mileageKm: -1 }, 'validation_failed'],
  ])('refuses %s and writes nothing', async (_, body, code) => {
    const before = await service.all(CourtesyCar);
    expect(await register(body)).toMatchObject({ status: 422, body: { code } });
    expect(await service.all(CourtesyCar)).toHaveLength(before.length);
  });

  it('has a plate once, also when two register it at once', async () => {
    const car = carBody();
    const answers = await Promise.all([register(car), register(car)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refusal = answers.find(({ status }) => status === 409)?.body;
    expect(refusal).toMatchObject({ code: 'APPOINTMENTS.COURTESY_CAR_REGISTERED' });
    expect(JSON.stringify(refusal)).not.toContain(car.plate);
  });

  it('lets a car leave service with a reason, and come back', async () => {
    const { body: car } = await register();
    const out = await manager().post(`/v1/courtesy-cars/${car.id}/take-out`, { reason: '刹车片' });
    expect(out).toMatchObject({ status: 200, body: { status: 'out-of-service', outOfServiceReason: '刹车片' } });
    const again = await manager().post(`/v1/courtesy-cars/${car.id}/take-out`, { reason: '刹车片' });
    expect(again).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.COURTESY_CAR_OUT_OF_SERVICE' } });

    const state = { mileageKm: 12_005, fuelPercent: 60, marks: [{ place: 'bonnet', text: 'stone chip' }] };
    const back = await manager().post(`/v1/courtesy-cars/${car.id}/bring-back`, state);
    expect(back).toMatchObject({ status: 200, body: { status: 'in-service', outOfServiceReason: null, ...state } });
  });
});
