import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { aDriver } from '../drivers/testing.js';
import { bookInstead, ONE_WINS, plentyOfRoom, raceFor } from '../meanwhile/testing.js';
import { migrations } from '../migrations/index.js';
import { Ride } from './ride.entity.js';
import { TWICE } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const MONDAY_ELEVEN = new Date('2026-11-23T03:00:00Z');

describe('the last driver', () => {
  it('goes to one of 64 callers of two processes; the others are offered times that have one', async () => {
    await plentyOfRoom(around);
    await service.given(aDriver());
    // Ten and eleven share no slot: only the driver makes them wait for each other.
    const startOf = (n: number): Date => (n % 2 === 0 ? MONDAY_TEN : MONDAY_ELEVEN);
    const { statuses, refused } = await raceFor(service, around, { meanwhile: 'pick-up-and-return', startOf });
    expect(statuses).toEqual(ONE_WINS);
    for (const { body } of refused) {
      expect(body).toMatchObject({ code: 'APPOINTMENTS.NO_CAPACITY', reason: 'driver' });
    }
    expect(await bookInstead(around, refused[0])).toBe(201);
    expect(await service.all(Ride)).toHaveLength(4);
    expect(await service.sql('SELECT max(booked) FROM slot')).toEqual([{ max: 1 }]);
    expect(await service.sql(TWICE)).toEqual([]);
  }, 120_000);
});
