import { uuidv7 } from 'uuidv7';
import { Checklist } from '../checklists/checklist.entity.js';
import type { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { anAuthorizedOrder, BRAKES, aWantedJob, MORNING } from '../repair-orders/testing.js';
import { type InspectedWork, Inspection, nextKind } from './inspection.entity.js';
import {
  ChecksFailed, ChecksMissing, InspectionOutOfTurn, InspectorNotIndependent, JobNotInspectable, MeasuresMissing, RoadTestMissing,
} from './inspection.errors.js'; // prettier-ignore

const doer = { by: 'wu.technician', at: MORNING, roles: ['technician'] };
const peer = { by: 'han.technician', at: MORNING, roles: ['technician'] };
const inspector = { by: 'qian.inspector', at: MORNING, roles: ['quality-inspector'] };

const checklist = (): Checklist => {
  const edition = { safetyCritical: true, roadTest: true, items: [
    { item: 'disc-front', unit: 'mm', minThousandths: 22_000 },
    { item: 'no-leak' },
  ] }; // prettier-ignore
  const list = Checklist.begun(uuidv7(), 'SH001', 'BRK-012');
  list.revise(edition);
  return Object.assign(list, { version: 3 });
};
const good = [
  { item: 'disc-front', measuredThousandths: 22_000 },
  { item: 'no-leak', ok: true },
];
const roadTest = { km: 5, remarks: 'brakes straight' };

const doneWork = (changes: Partial<InspectedWork> = {}): InspectedWork => {
  const [job] = anAuthorizedOrder().jobs;
  if (!job) throw new Error('The order has a job.');
  job.status = 'done';
  return {
    job,
    reworks: [],
    earlier: [],
    checklist: checklist(),
    jobWorkers: ['wu.technician'],
    orderWorkers: ['wu.technician', 'zheng.technician'],
    ...changes,
  };
};
const passing = { result: 'passed' as const, checks: good, roadTest };
const inspect = (work: InspectedWork, kind: 'self' | 'peer' | 'final', by = doer, found = passing): Inspection =>
  Inspection.record(uuidv7(), work, { kind, ...found }, by);

describe('the three inspections', () => {
  it('pass one after another: the doer, another technician, the inspector', () => {
    const work = doneWork();
    const earlier = [inspect(work, 'self')];
    earlier.push(inspect({ ...work, earlier }, 'peer', peer));
    const final = inspect({ ...work, earlier }, 'final', inspector);

    expect(final).toMatchObject({ round: 1, checklistVersion: 3, inspectorId: 'qian.inspector' });
    expect(nextKind(work.job, [...earlier, final])).toBeUndefined();
  });

  it('are made of work that was begun and then dropped, and not of what nobody began', () => {
    const work = doneWork();
    Object.assign(work.job, { status: 'dropped', startedAt: MORNING });
    expect(inspect(work, 'self')).toMatchObject({ kind: 'self', result: 'passed' });
    work.job.startedAt = null;
    expect(() => inspect(work, 'self')).toThrow(JobNotInspectable);
  });

  it.each(['peer', 'final'] as const)('do not begin with %s', (kind) => {
    expect(() => inspect(doneWork(), kind, kind === 'peer' ? peer : inspector)).toThrow(InspectionOutOfTurn);
  });

  it('wait for the job and its rework', () => {
    const work = doneWork();
    const [rework] = anAuthorizedOrder(aWantedJob()).jobs;
    expect(() => inspect({ ...work, reworks: rework ? [rework] : [] }, 'self')).toThrow(JobNotInspectable);
    work.job.status = 'in-progress';
    expect(() => inspect(work, 'self')).toThrow(JobNotInspectable);
  });

  it.each([
    ['self by one who did not do it', 'self', peer],
    ['peer by the doer', 'peer', doer],
    ['peer by one who is no technician', 'peer', { ...inspector, by: 'tang.inspector' }],
    ['final by a technician', 'final', peer],
    ['final by an inspector who worked on the car', 'final', { ...inspector, by: 'zheng.technician' }],
    ['final by the peer inspector', 'final', { ...inspector, by: 'han.technician' }],
  ] as const)('refuse %s', (_name, kind, by) => {
    const work = doneWork();
    const earlier: Inspection[] = [];
    if (kind !== 'self') earlier.push(inspect(work, 'self'));
    if (kind === 'final') earlier.push(inspect({ ...work, earlier }, 'peer', peer));
    const wrong = { ...by, roles: [...by.roles] };
    expect(() => inspect({ ...work, earlier }, kind, wrong)).toThrow(InspectorNotIndependent);
  });

  it.each([
    ['a value is missing', good.slice(1), ChecksMissing],
    [
      'a value is below its limit',
      [{ item: 'disc-front', measuredThousandths: 21_999 }, ...good.slice(1)],
      ChecksFailed,
    ],
    ['an item is not in order', [...good.slice(0, 1), { item: 'no-leak', ok: false }], ChecksFailed],
    ['an item has two answers', [{ item: 'disc-front', measuredThousandths: 1 }, ...good], ChecksFailed],
    ['an item is ticked and not measured', [{ item: 'disc-front', ok: true }, ...good.slice(1)], ChecksMissing],
  ])('cannot pass when %s', (_name, checks, refusal) => {
    expect(() => inspect(doneWork(), 'self', doer, { ...passing, checks: [...checks] })).toThrow(refusal);
  });

  it('cannot pass a safety-critical operation without measured values', () => {
    expect(() => inspect(doneWork({ checklist: null }), 'self')).toThrow(MeasuresMissing);
  });

  it('cannot pass a safety-critical operation whose measured values have no limit', () => {
    const items = [{ item: 'disc-front', unit: 'mm' }, { item: 'no-leak' }];
    const unlimited = Object.assign(checklist(), { items });
    expect(() => inspect(doneWork({ checklist: unlimited }), 'self')).toThrow(MeasuresMissing);
  });

  it('pass an ordinary operation without a checklist', () => {
    const [job] = anAuthorizedOrder(aWantedJob({ operation: { ...BRAKES, safetyCritical: false } })).jobs;
    const work = doneWork({ checklist: null, ...(job && { job: Object.assign(job, { status: 'done' }) }) });
    expect(inspect(work, 'self', doer, { ...passing, checks: [] })).toMatchObject({ checklistVersion: null });
  });

  it('end with a road test where the operation says so', () => {
    const work = doneWork();
    const earlier = [inspect(work, 'self')];
    earlier.push(inspect({ ...work, earlier }, 'peer', peer));
    const withoutDrive = { kind: 'final' as const, ...passing, roadTest: null };
    const record = (): Inspection => Inspection.record(uuidv7(), { ...work, earlier }, withoutDrive, inspector);
    expect(record).toThrow(RoadTestMissing);
  });
});

describe('a failed inspection', () => {
  const failed = (): { work: InspectedWork; order: RepairOrder; inspection: Inspection } => {
    const order = anAuthorizedOrder();
    const [job] = order.jobs;
    if (!job) throw new Error('The order has a job.');
    job.status = 'done';
    const work = doneWork({ job });
    const inspection = Inspection.record(
      uuidv7(),
      work,
      { kind: 'self', result: 'failed', checks: [], roadTest: null },
      doer,
    );
    return { work, order, inspection };
  };

  it('raises rework that is billed to nobody, and starts the three again', () => {
    const { work, order, inspection } = failed();
    const ids = { id: uuidv7(), laborLineId: uuidv7() };
    const [rework, event] = inspection.raiseRework(work.job, ids, { defectClass: 'assembly', cause: 'pad reversed' });
    order.jobs.push(rework);

    expect(rework).toMatchObject({
      reworkOf: work.job.id,
      payType: 'internal',
      status: 'authorized',
      cause: 'pad reversed',
    });
    expect(event).toMatchObject({ jobId: work.job.id, reworkJobId: rework.id, defectClass: 'assembly' });
    expect(work.job.inspectionRound).toBe(2);
    expect(nextKind(work.job, [inspection])).toBe('self');
    expect(order.authorizedJobs.map(({ id }) => id)).toEqual([work.job.id]);
  });
});
