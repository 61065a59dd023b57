import { setTimeout as rest } from 'node:timers/promises';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { anEstimate, emptyCalendar } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import { Watch } from '../watch/watch.service.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
beforeEach(() => emptyCalendar(service));

/** Visits of Monday 23 November, a quarter of an hour apart from ten to 11:45 in Shanghai; every third was booked on short notice. */
async function plant(visits: number, advisorId = 'chen.advisor'): Promise<void> {
  await service.sql(PLANTED, [visits, advisorId, JSON.stringify(anEstimate())]);
}
const PLANTED = `
  INSERT INTO appointment (id, store_id, version, event_version, status, customer_id, vehicle_id, channel, complaint, meanwhile, starts_at,
    ends_at, slot_minutes, estimate, advisor_id, earlier_no_shows, booked_at, next_check, next_check_at, risk)
  SELECT gen_random_uuid(), 'SH001', 1, 0, CASE WHEN n % 2 = 0 THEN 'booked' ELSE 'confirmed' END, gen_random_uuid(), gen_random_uuid(),
    'phone', '保养', 'leaves', start, start + interval '45 minutes', 15, $3::jsonb, $2, 0, '2026-11-20T01:00:00Z', next_check,
    start - CASE next_check WHEN 'day-before' THEN interval '1 day' ELSE interval '1 hour' END, 'none'
  FROM generate_series(1, $1::int) n, LATERAL (
    SELECT timestamptz '2026-11-23T02:00:00Z' + n % 8 * interval '15 minutes' AS start,
      CASE WHEN n % 3 = 0 THEN 'hour-before' ELSE 'day-before' END AS next_check) visit`;

/** How often a check of a visit said something, by check: `{ 'day-before': { 1: 667 } }` is 667 visits of which it said it once. */
const SAID = `
  SELECT "check", times, count(*)::int AS visits
  FROM (SELECT payload -> 'data' ->> 'check' AS "check", aggregate_id, count(*)::int AS times FROM outbox WHERE payload -> 'data' ->> 'check' IS NOT NULL GROUP BY 1, 2) said
  GROUP BY 1, 2 ORDER BY 1, 2`;

const KILLED = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND usename LIKE '%\\_app' AND state <> 'idle'`;

describe('the checks ahead of 1,000 visits', () => {
  it('each say it once, of three replicas, whoever is killed in between and wherever the clock jumps', async () => {
    await plant(1_000);
    const replicas = [service.get(Watch), (await service.twin()).get(Watch), (await service.twin()).get(Watch)];
    const sweep = () => Promise.all(replicas.map((watch) => watch.run()));
    const sweepUnderFire = async (): Promise<void> => {
      const sweeping = sweep();
      for (let shot = 0; shot < 12; shot += 1) {
        await rest(40); // somewhere in the midst of it, wherever that is
        await service.sql(KILLED);
      }
      await sweeping;
    };

    for (const at of ['2026-11-22T01:59:00Z', '2026-11-22T02:30:00Z']) {
      service.clock.moveTo(new Date(at));
      await sweepUnderFire();
    }
    // Two hours ahead and back again, a day before and on the morning itself.
    for (const at of ['2026-11-22T04:30:00Z', '2026-11-22T02:30:00Z', '2026-11-22T03:50:00Z']) {
      service.clock.moveTo(new Date(at));
      await sweep();
    }
    expect(await service.sql(SAID)).toEqual([{ check: 'day-before', times: 1, visits: 667 }]);

    for (const at of ['2026-11-23T00:25:00Z', '2026-11-23T02:25:00Z']) {
      service.clock.moveTo(new Date(at));
      await sweepUnderFire();
    }
    for (const time of ['00:25', '01:05', '01:40', '02:20', '02:50']) {
      service.clock.moveTo(new Date(`2026-11-23T${time}:00Z`));
      await sweep();
    }
    expect(await service.sql(SAID)).toEqual([
      { check: 'day-before', times: 1, visits: 667 },
      { check: 'hour-before', times: 1, visits: 1_000 },
    ]);
  }, 180_000);

  it('are done though hundreds before them fail', async () => {
    service.clock.moveTo(new Date('2026-11-22T01:00:00Z'));
    await plant(400, ''); // no event may name nobody
    await service.sql(`UPDATE appointment SET next_check_at = next_check_at - interval '1 hour'`);
    await plant(8);
    service.clock.moveTo(new Date('2026-11-22T03:50:00Z'));
    await service.get(Watch).run();
    expect(await service.sql(SAID)).toEqual([{ check: 'day-before', times: 1, visits: 6 }]);
  }, 60_000);
});
