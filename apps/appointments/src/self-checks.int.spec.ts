import { SelfChecks } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from './app.module.js';
import { Surroundings } from './appointments/testing.js';
import { aDriver } from './drivers/testing.js';
import { migrations } from './migrations/index.js';

describe('the books of appointments, looked through while it runs', () => {
  const service = startService(AppointmentsServiceModule, 'appointments', migrations, {
    environment: { SELF_CHECK_SECONDS: '86400' },
  });
  const broken = async (): Promise<unknown> => {
    await service.get(SelfChecks).look(0);
    const [row] = await service.sql(
      `SELECT progress -> 'A2 slot' -> 'broken' AS slots, progress -> 'A2 appointment' -> 'broken' AS visits,
              (progress -> 'A2 slot' ->> 'checked')::int > 0 AS looked FROM self_check`,
    );
    return row;
  };

  it('name a slot with a wrong counter, and a visit that lost one of its slots', async () => {
    const around = new Surroundings(service);
    await around.priceList();
    await around.bay('quick');
    await around.technician('wu.technician', ['maintenance']);
    const { body } = await around.book(await around.visitor());
    await service
      .as('booking-agent')
      .post('/v1/slot-holds', { operations: ['MNT-001'], startsAt: '2026-11-23T05:00:00Z' });
    expect(await broken()).toEqual({ slots: [], visits: [], looked: true });

    const [first, second] = await service.sql<{ at: Date }>('SELECT starts_at AS at FROM slot ORDER BY starts_at');
    await service.sql('UPDATE slot SET booked = 0 WHERE starts_at = $1', [first?.at]);
    await service.sql('DELETE FROM slot WHERE starts_at = $1', [second?.at]);
    const wrong = [expect.stringMatching(/^SH001 2026-11-23/)];
    expect(await broken()).toEqual({ slots: wrong, visits: [body.id], looked: true });
  });

  it('see a visit that was cancelled without freeing its slots', async () => {
    await service.sql(`UPDATE appointment SET status = 'cancelled'`);
    expect(await broken()).toMatchObject({ slots: [expect.stringMatching(/^SH001/)], visits: [] });
  });

  it('see a hold that was made without taking its slots', async () => {
    await service.sql('DELETE FROM self_check');
    await service.sql(`DELETE FROM slot WHERE starts_at >= '2026-11-23T05:00:00Z'`);
    const slots = [0, 15, 30].map((minute) => expect.stringMatching(new RegExp(`05:${minute || '00'}:00`)));
    expect(await broken()).toMatchObject({ slots: expect.arrayContaining(slots) });
  });

  it('name a visit for which a driver is kept although it will not take place', async () => {
    const around = new Surroundings(service);
    const kept = async (): Promise<unknown> => {
      await service.get(SelfChecks).look(0);
      const [row] = await service.sql(`SELECT progress -> 'A3 appointment' -> 'broken' AS visits FROM self_check`);
      return row;
    };
    await service.given(aDriver());
    const wish = { meanwhile: 'pick-up-and-return', startsAt: '2026-11-25T02:00:00Z' };
    const { body } = await around.book({ ...(await around.visitor()), ...wish });
    expect(await kept()).toEqual({ visits: [] });
    await service.sql(`UPDATE appointment SET status = 'no-show' WHERE id = $1`, [body.id]);
    expect(await kept()).toEqual({ visits: [body.id] });
    await service.sql(`UPDATE ride SET status = 'released', release_reason = 'no-show'`);
    expect(await kept()).toEqual({ visits: [] });
  });
});
