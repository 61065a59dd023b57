import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import type { DriverView } from './driver.dto.js';
import { Driver } from './driver.entity.js';
import { driverBody, everyDay } from './testing.js';

describe('the store’s drivers', () => {
  const service = startService(AppointmentsServiceModule, 'appointments', migrations);
  const manager = () => service.as('service-manager');
  const register = (body: object = {}) => manager().post<DriverView>('/v1/drivers', { ...driverBody(), ...body });

  it('are kept by the service manager, and seen by who books and who receives', async () => {
    const { status, body } = await register({ driverId: 'gu.driver' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ version: 1, driverId: 'gu.driver', licenceClass: 'C1', status: 'in-service' });
    expect(await service.find(Driver, body.id)).toMatchObject({ storeId: 'SH001', licenceValidUntil: '2030-01-31' });

    for (const who of ['booking-agent', 'service-advisor']) {
      expect((await service.as(who).post('/v1/drivers', driverBody())).status).toBe(403);
      const list = await service.as(who).get<{ items: DriverView[] }>('/v1/drivers');
      expect(list.body.items.map(({ driverId }) => driverId)).toEqual(['gu.driver']);
      expect((await service.as(who).get(`/v1/drivers/${body.id}`)).body).toEqual(body);
    }
    const elsewhere = service.as('service-manager', { store: 'BJ001' });
    expect((await elsewhere.get(`/v1/drivers/${body.id}`)).status).toBe(404);
  });

  it.each([
    ['a licence for motorcycles', { licenceClass: 'E' }, 'validation_failed'],
    ['no shift at all', { shifts: [] }, 'validation_failed'],
    ['a shift through the night', { shifts: everyDay('22:00', '06:00') }, 'APPOINTMENTS.DRIVER_SHIFT_ENDS_BEFORE_IT_STARTS'],
  ])('refuse %s and write nothing', async (_, body, code) => {
    const before = await service.all(Driver);
    expect(await register(body)).toMatchObject({ status: 422, body: { code } });
    expect(await service.all(Driver)).toHaveLength(before.length);
  }); // prettier-ignore

  it('have each staff id once, also when two register it at once', async () => {
    const driver = driverBody();
    const answers = await Promise.all([register(driver), register(driver)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'APPOINTMENTS.DRIVER_REGISTERED',
    });
  });

  it('agree other hours and a renewed licence, leave service with a reason, and come back', async () => {
    const { body: driver } = await register();
    const terms = { licenceClass: 'B1', licenceValidUntil: '2032-01-31', shifts: everyDay('09:00', '17:00') };
    const agreed = await manager().put(`/v1/drivers/${driver.id}/terms`, terms);
    expect(agreed).toMatchObject({ status: 200, body: { ...terms, version: 2 } });

    const out = await manager().post(`/v1/drivers/${driver.id}/take-out`, { reason: '病假' });
    expect(out).toMatchObject({ status: 200, body: { status: 'out-of-service', outOfServiceReason: '病假' } });
    const again = await manager().post(`/v1/drivers/${driver.id}/take-out`, { reason: '病假' });
    expect(again).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.DRIVER_OUT_OF_SERVICE' } });
    const back = await manager().post(`/v1/drivers/${driver.id}/bring-back`, {});
    expect(back).toMatchObject({ status: 200, body: { status: 'in-service', outOfServiceReason: null } });
  });
});
