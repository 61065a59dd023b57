import { INSPECTION_KINDS } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { WorkshopModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import type { RepairOrder } from '../repair-orders/repair-order.entity.js';
import type { QualityFiguresView } from './quality-figures.dto.js';
import { anInspection, aVisit, type PlantedVisit } from './testing.js';

describe('GET /v1/quality-figures', () => {
  const workshop = startService(WorkshopModule, 'workshop', migrations);
  beforeEach(() => workshop.sql('TRUNCATE repair_order CASCADE'));

  const inOctober = '/v1/quality-figures?from=2026-10-01&to=2026-10-31';
  const figures = async (path = inOctober): Promise<QualityFiguresView> =>
    (await workshop.as('quality-inspector').get<QualityFiguresView>(path)).body;
  const onlyJob = ({ jobs: [job] }: RepairOrder) => {
    if (!job) throw new Error('A planted visit has a job.');
    return job;
  };
  const passed = async (order: RepairOrder): Promise<void> => {
    await workshop.given(order);
    for (const kind of INSPECTION_KINDS) await workshop.given(anInspection(onlyJob(order), kind, 'passed'));
  };
  /** The job fails its self inspection, is made good by zheng.technician, and passes then. */
  const reworked = async (order: RepairOrder): Promise<void> => {
    const job = onlyJob(order);
    const failure = anInspection(job, 'self', 'failed');
    const faults = { defectClass: 'assembly', cause: 'pad reversed' };
    const [rework] = failure.raiseRework(job, { id: uuidv7(), laborLineId: uuidv7() }, faults);
    const { startedAt, finishedAt } = job;
    const work = { status: 'done', technicianId: 'zheng.technician', authorizedAt: startedAt, startedAt, finishedAt };
    order.jobs.push(Object.assign(rework, work));
    await passed(order);
    await workshop.given(failure);
  };

  it('count first passes and rework by technician and by operation', async () => {
    for (const technicianId of ['wu.technician', 'wu.technician', 'zheng.technician'])
      await passed(aVisit({ technicianId }));
    await reworked(aVisit());
    const inWork = aVisit({ technicianId: 'zheng.technician', operationCode: 'MNT-001', deliveredAt: null });
    await workshop.given(inWork);
    await workshop.given(anInspection(onlyJob(inWork), 'self', 'passed'));

    expect(await figures()).toMatchObject({
      from: '2026-10-01',
      to: '2026-10-31',
      reworkGoalBasisPoints: 200,
      totals: {
        finishedJobs: 5, inspectedJobs: 4, firstPassJobs: 3, reworkedJobs: 1, deliveredJobs: 4, comebackJobs: 0,
        firstPassBasisPoints: 7500, reworkBasisPoints: 2000, comebackBasisPoints: 0,
      },
      technicians: [
        { technicianId: 'wu.technician', finishedJobs: 3, inspectedJobs: 3, firstPassJobs: 2, reworkBasisPoints: 3333 },
        { technicianId: 'zheng.technician', finishedJobs: 2, inspectedJobs: 1, firstPassJobs: 1, reworkBasisPoints: 0 },
      ],
      operations: [
        { operationCode: 'BRK-012', finishedJobs: 4, reworkedJobs: 1, firstPassBasisPoints: 7500 },
        { operationCode: 'MNT-001', finishedJobs: 1, inspectedJobs: 0, firstPassBasisPoints: null },
      ],
      definitions: { comeback: expect.stringContaining('30 days') },
    }); // prettier-ignore
  });

  const SOON = { receivedAt: '2026-11-09T05:00:00Z', mileageKm: 26_000 };
  const LATE = { receivedAt: '2026-12-20T02:00:00Z', mileageKm: 26_000 };
  const OTHERWISE = { operationCode: 'MNT-001', complaint: 'The oil is due.' };

  it.each<[string, Partial<PlantedVisit>, number]>([
    ['within 30 days', SOON, 1],
    ['a second after 30 days', { ...SOON, receivedAt: '2026-11-09T05:00:01Z' }, 0],
    ['late, after 1,000 km', { ...LATE, mileageKm: 21_000 }, 1],
    ['late, after 1,001 km', { ...LATE, mileageKm: 21_001 }, 0],
    ['late, with a new clock', { ...LATE, mileageKm: 300 }, 0],
    ['with the complaint, for another operation', { ...SOON, ...OTHERWISE, complaint: ' it SQUEALS.' }, 1],
    ['with another complaint, for the operation', { ...SOON, complaint: 'It pulls to the left.' }, 1],
    ['for something else', { ...SOON, ...OTHERWISE }, 0],
    ['as another car', { ...SOON, vehicleId: uuidv7() }, 0],
    ['in another store', { ...SOON, storeId: 'BJ001' }, 0],
  ])('take a car that is back %s for what it is', async (_name, changes, comebackJobs) => {
    const first = await workshop.given(aVisit());
    const work = { finishedAt: '2026-12-21T04:00:00Z', deliveredAt: null, technicianId: 'zheng.technician' };
    await workshop.given(aVisit({ vehicleId: first.vehicleId, ...work, ...changes }));

    const share = { deliveredJobs: 1, comebackJobs, comebackBasisPoints: comebackJobs * 10_000 };
    expect(await figures()).toMatchObject({
      totals: share,
      technicians: [{ technicianId: 'wu.technician', ...share }],
      operations: [{ operationCode: 'BRK-012', ...share }],
    });
  });

  it('see no comeback in what the customer did not authorise, and count a job once however often it is back', async () => {
    const { vehicleId } = await workshop.given(aVisit());
    const back = aVisit({ vehicleId, ...SOON, finishedAt: SOON.receivedAt, deliveredAt: null });
    const proposed = { status: 'proposed', authorizedAt: null, startedAt: null, finishedAt: null };
    Object.assign(onlyJob(back), proposed);
    await workshop.given(back);
    expect((await figures()).totals).toMatchObject({ deliveredJobs: 1, comebackJobs: 0 });

    for (const day of ['02', '03']) {
      const receivedAt = `2026-11-${day}T02:00:00Z`;
      await workshop.given(aVisit({ vehicleId, receivedAt, finishedAt: receivedAt, deliveredAt: null }));
    }
    expect((await figures()).totals).toMatchObject({ deliveredJobs: 1, comebackJobs: 1 });
  });

  it('hold the jobs of the local days of the own store', async () => {
    const finished = { receivedAt: '2026-09-30T10:00:00Z', deliveredAt: '2026-11-02T10:00:00Z' };
    for (const finishedAt of [
      '2026-09-30T15:59:59Z',
      '2026-09-30T16:00:00Z',
      '2026-10-31T15:59:59Z',
      '2026-10-31T16:00:00Z',
    ])
      await workshop.given(aVisit({ ...finished, finishedAt }));
    await workshop.given(aVisit({ storeId: 'BJ001' }));

    expect((await figures()).totals.finishedJobs).toBe(2);
    expect((await figures('/v1/quality-figures?from=2026-10-31&to=2026-11-01')).totals.finishedJobs).toBe(2);
    expect(await figures('/v1/quality-figures?from=2026-01-01&to=2026-01-31')).toMatchObject({
      totals: { finishedJobs: 0, firstPassBasisPoints: null },
      technicians: [],
      operations: [],
    });
  });

  it('are for those who answer for quality, over at most a year', async () => {
    expect((await workshop.as('technician').get(inOctober)).status).toBe(403);
    const answer = await workshop.as('service-manager').get('/v1/quality-figures?from=2026-10-31&to=2026-10-01');
    expect(answer).toMatchObject({ status: 422, body: { code: 'WORKSHOP.PERIOD_INVALID' } });
  });
});
