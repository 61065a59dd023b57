import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { aCourtesyCar } from '../courtesy-cars/testing.js';
import { bookInstead, ONE_WINS, plentyOfRoom, raceFor } from '../meanwhile/testing.js';
import { migrations } from '../migrations/index.js';
import { CourtesyLoan } from './courtesy-loan.entity.js';
import { TWICE } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const MONDAY_ELEVEN = new Date('2026-11-23T03:00:00Z');

describe('the last courtesy car', () => {
  it('goes to one of 64 callers of two processes; the others are offered times that have one', async () => {
    await plentyOfRoom(around);
    await service.given(aCourtesyCar());
    // Ten and eleven share no slot: only the car makes them wait for each other.
    const startOf = (n: number): Date => (n % 2 === 0 ? MONDAY_TEN : MONDAY_ELEVEN);
    const { statuses, refused } = await raceFor(service, around, { meanwhile: 'courtesy-car', startOf });
    expect(statuses).toEqual(ONE_WINS);
    for (const { body } of refused) {
      expect(body).toMatchObject({ code: 'APPOINTMENTS.NO_CAPACITY', reason: 'courtesy-car' });
    }
    expect(await bookInstead(around, refused[0])).toBe(201);
    expect(await service.all(CourtesyLoan)).toHaveLength(2);
    expect(await service.sql('SELECT max(booked) FROM slot')).toEqual([{ max: 1 }]);
    expect(await service.sql(TWICE)).toEqual([]);
  }, 120_000);
});
