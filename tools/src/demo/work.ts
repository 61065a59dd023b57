import { plusMinutes } from '@pitlane/kernel';
import { until } from '../platform/api.js';
import { type JobView, readOrder } from './order-view.js';
import { decideFinding } from './reception-steps.js';
import type { Story } from './scheduler.js';
import { STAFF } from './staff-members.js';
import type { Stage, Visit } from './visit.js';
import {
  clockOn,
  complete,
  dispatch,
  drawParts,
  finish,
  inspect,
  peerOf,
  returnPart,
  technicianOf,
} from './workshop-steps.js';

/** Everything that the workshop does for one order: job after job, three inspections each, then the final audit. */
export async function* workOn(stage: Stage, visit: Visit): Story {
  const { api, clock } = stage;
  const { orderId, advisorId, say } = visit;
  for (let next = await nextJob(stage, orderId); next; next = await nextJob(stage, orderId)) {
    yield* doJob(stage, visit, next);
  }
  yield plusMinutes(clock.minute(), 20);
  await until('the final audit passes', async () => {
    const { jobs } = await readOrder(api, orderId);
    return jobs.every((job) => job.partLines.every((line) => line.settled || job.status === 'declined'));
  });
  await complete(api, orderId, advisorId);
  say('终检合格，洗车完毕，内部交车');
}

async function nextJob({ api }: Stage, orderId: string): Promise<JobView | undefined> {
  return (await readOrder(api, orderId)).jobs.find(({ status }) => status === 'authorized');
}

/** Dispatch, parts, work by the clock, inspections; a failed one brings a rework job before all three start again. */
async function* doJob(stage: Stage, visit: Visit, waiting: JobView): Story {
  const { api } = stage;
  const { orderId, plan, say } = visit;
  const job = yield* work(stage, visit, waiting);
  const isFirst = plan.operations[0] === job.operationCode && job.reworkOf === null;
  if (plan.returnsPart && isFirst) {
    say(`退料 ${await returnPart(api, orderId, job)}，回到原批次`);
  }
  const failure = isFirst ? plan.rework : undefined;
  await inspect(api, orderId, { job, kind: 'self', inspector: technicianOf(job) });
  await inspect(api, orderId, { job, kind: 'peer', inspector: peerOf(job) });
  const { reworkJobId } = await inspect(api, orderId, { job, kind: 'final', inspector: STAFF.inspector, failure });
  if (!failure) return;
  say(`终检不合格：${failure.cause}，返工`);
  const rework = (await readOrder(api, orderId)).jobs.find(({ id }) => id === reworkJobId);
  if (!rework) throw new Error('The failed inspection made no rework job.');
  yield* work(stage, visit, rework);
  await inspect(api, orderId, { job, kind: 'self', inspector: technicianOf(job) });
  await inspect(api, orderId, { job, kind: 'peer', inspector: peerOf(job) });
  await inspect(api, orderId, { job, kind: 'final', inspector: STAFF.inspector });
  say('返工后三检合格');
}

async function* work(
  { api, clock, random }: Stage,
  { orderId, advisorId, plan, say }: Visit,
  waiting: JobView,
): AsyncGenerator<Date, JobView, void> {
  let job = await dispatch(api, orderId, waiting.id);
  while (!job) {
    yield plusMinutes(clock.minute(), 10);
    job = await dispatch(api, orderId, waiting.id);
  }
  while (!(await clockOn(api, orderId, job))) yield plusMinutes(clock.minute(), 10);
  await drawParts(api, orderId, job);
  say(`${technicianOf(job)} 开工 ${job.operationCode}`);
  const minutes = Math.max(10, Math.round(job.flatRateHundredths * 0.6 * (random.int(80, 112) / 100)));
  const isFirst = plan.operations[0] === job.operationCode && job.reworkOf === null;
  if (plan.finding && isFirst) {
    yield plusMinutes(clock.minute(), Math.round(minutes / 2));
    await api.post('workshop', `/v1/repair-orders/${orderId}/findings`, {
      as: technicianOf(job),
      body: { jobId: job.id, description: plan.finding.description, safetyCritical: plan.finding.safetyCritical },
    });
    await decideFinding(api, orderId, { advisorId, plan });
    say(`增项：${plan.finding.description}，客户${plan.finding.decision === 'approved' ? '同意' : '拒绝'}`);
  }
  yield plusMinutes(clock.minute(), minutes);
  await finish(api, orderId, job, `完成 ${job.operationCode}`);
  return job;
}
