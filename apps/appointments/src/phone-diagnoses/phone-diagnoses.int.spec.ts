import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);

describe('a phone diagnosis', () => {
  it('is kept with who and when, and is found by vehicle in its own store only', async () => {
    const call = {
      ...(await new Surroundings(service).visitor()),
      complaint: '胎压灯亮了',
      symptoms: ['胎压灯亮'],
      result: '冷胎充气后复位',
      outcome: 'resolved-by-phone',
    };
    const { status, body } = await service.as('booking-agent').post('/v1/phone-diagnoses', call);
    expect(status).toBe(201);
    const kept = { ...call, advice: null, diagnosedBy: 'he.booking', diagnosedAt: '2026-11-21T01:00:00.000Z' };
    expect(body).toMatchObject(kept);

    const listOf = async (who: string, vehicleId: string, store = 'SH001') =>
      (await service.as(who, { store }).get(`/v1/phone-diagnoses?vehicleId=${vehicleId}`)).body;
    expect(await listOf('booking-agent', call.vehicleId)).toMatchObject({ items: [kept], nextCursor: null });
    expect(await listOf('booking-agent', randomUUID())).toMatchObject({ items: [] });
    expect(await listOf('jiang.advisor', call.vehicleId, 'SH002')).toMatchObject({ items: [] });
  });

  it('without an outcome is refused and not kept', async () => {
    const answer = await service.as('booking-agent').post('/v1/phone-diagnoses', { complaint: '异响' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
    expect(await service.sql(`SELECT 1 FROM phone_diagnosis WHERE complaint = '异响'`)).toEqual([]);
  });
});
