import { attack, startService, type TestService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { WorkshopModule } from './app.module.js';
import { aLift } from './equipment/testing.js';
import { migrations } from './migrations/index.js';
import { anIntakeSheet } from './repair-orders/testing.js';
import { aRunningStore, CHECKS, Visit } from './testing.js';

const service = startService(WorkshopModule, 'workshop', migrations);
const work = { complaint: 'It squeals.', operationCode: 'BRK-012', payType: 'customer', parts: [] };
const checklist = { safetyCritical: false, roadTest: false, items: [{ item: 'no-leak' }] };
const period = { from: '2026-11-21', to: '2026-11-21' };

/** A visit with a job in work, from which a finding was raised, and a job that waits to be dispatched. */
async function plant(workshop: TestService) {
  const { bays } = await aRunningStore(workshop);
  const visit = await Visit.open(workshop);
  await visit.addJob();
  await visit.addJob();
  await visit.by('chen.advisor', 'request-quote');
  await visit.sign();
  const first = await visit.firstJob();
  await visit.by('foreman', `${first}/dispatch`, { technicianId: 'wu.technician', bayId: bays[0]?.id });
  await visit.by('wu.technician', `${first}/clock-on`);
  const found = { jobId: first.replace('jobs/', ''), description: 'The brake hose is cracked.', safetyCritical: true };
  const { id: findingId } = await visit.by<{ id: string }>('wu.technician', 'findings', found);
  await visit.by('wu.technician', `${first}/clock-off`);
  const operationCode = `ATK-${uuidv7().slice(-8)}`;
  await workshop.as('foreman').put(`/v1/checklists/${operationCode}`, checklist);
  const { id: equipmentId } = await workshop.given(aLift({ bayId: bays[1]?.id ?? null }));
  const { body } = await workshop.as('foreman').get<{ items: { id: string }[] }>('/v1/technicians');
  const { customerId, vehicleId, jobs, quotes } = await visit.detail();
  return {
    ...{ customerId, vehicleId, findingId, operationCode, equipmentId },
    repairOrderId: visit.id,
    jobId: jobs[1]?.id ?? '',
    lineId: jobs[1]?.partLines[0]?.id ?? '',
    quoteId: quotes[0]?.quoteId ?? '',
    bayId: bays[1]?.id ?? '',
    technicianRecordId: body.items[0]?.id ?? '',
  };
}

const NO_PASS = uuidv7();
const consent = { channel: 'in-person', documentSha256: 'a'.repeat(64) };

describe('the workshop under attack', () => {
  attack(service, {
    plant,
    harmless: {
      'POST /v1/repair-orders body.customerId':
        'who brings a known car may be new to the workshop, which keeps no customers',
      'PUT /v1/checklists/:operationCode path.operationCode': 'each store keeps a checklist of its own by that code',
      'PUT /v1/checklists/:operationCode all': 'each store keeps a checklist of its own by that code',
    },
    parameters: {
      '/v1/repair-orders/:id': 'repairOrderId',
      '/v1/repair-orders/:id/jobs/:jobId': 'jobId',
      '/v1/repair-orders/:id/findings/:findingId': 'findingId',
      '/v1/bays/:id': 'bayId',
      '/v1/technicians/:id': 'technicianRecordId',
      '/v1/equipment/:id': 'equipmentId',
      '/v1/checklists/:operationCode': 'operationCode',
      '/v1/vehicles/:vehicleId': 'vehicleId',
    },
    queries: {
      'GET /v1/repair-orders': ({ vehicleId, customerId }) => ({ vehicleId, customerId }),
      'GET /v1/technicians/:id/figures': () => period,
      'GET /v1/quality-figures': () => period,
    },
    anonymousLists: ['GET /v1/quality-figures'],
    bodies: {
      'PUT /v1/checklists/:operationCode': () => checklist,
      'POST /v1/technicians/:id/absences': () => ({
        startsAt: '2026-11-22T01:00:00Z',
        endsAt: '2026-11-22T05:00:00Z',
      }),
      'POST /v1/equipment': ({ bayId }) => ({
        ...{ name: '举升机 9', kind: 'lift', bayId, intervalDays: 365, checkedOn: '2026-11-01' },
      }),
      'POST /v1/equipment/:id/check': () => ({ passed: true }),
      'POST /v1/repair-orders': ({ customerId, vehicleId }) => ({
        ...{ customerId, vehicleId, complaint: 'It squeals.', meanwhile: 'waits' },
      }),
      'POST /v1/repair-orders/:id/intake': () => anIntakeSheet(),
      'POST /v1/repair-orders/:id/cancel': () => ({ reason: 'too dear' }),
      'POST /v1/repair-orders/:id/jobs': () => work,
      'POST /v1/repair-orders/:id/jobs/:jobId/drop': () => ({ reason: 'not wanted' }),
      'POST /v1/repair-orders/:id/authorize': ({ quoteId }) => ({ quoteId, ...consent, signedBy: 'customer' }),
      'POST /v1/repair-orders/:id/jobs/:jobId/dispatch': ({ bayId }) => ({ technicianId: 'zheng.technician', bayId }),
      'POST /v1/repair-orders/:id/jobs/:jobId/pause': () => ({ reason: 'parts' }),
      'POST /v1/repair-orders/:id/jobs/:jobId/finish': () => ({ cause: 'pads worn', correction: 'pads replaced' }),
      'POST /v1/repair-orders/:id/jobs/:jobId/request-parts': ({ lineId }) => ({ lineIds: [lineId] }),
      'POST /v1/repair-orders/:id/drop-part-lines': ({ lineId }) => ({ lineIds: [lineId], reason: 'not needed' }),
      'POST /v1/repair-orders/:id/findings': ({ jobId }) => ({
        ...{ jobId, description: 'A bulb is dark.', safetyCritical: false },
      }),
      'POST /v1/repair-orders/:id/findings/:findingId/estimate': () => ({
        ...{ operationCode: 'BRK-012', payType: 'customer', parts: [] },
      }),
      'POST /v1/repair-orders/:id/findings/:findingId/decide': ({ quoteId }) => ({
        ...{ decision: 'approved', decidedBy: 'customer', quoteId, ...consent },
      }),
      'POST /v1/repair-orders/:id/findings/:findingId/sign-declined': () => ({ signedBy: 'customer' }),
      'POST /v1/repair-orders/:id/jobs/:jobId/inspections': () => ({ kind: 'self', result: 'passed', checks: CHECKS }),
      'POST /v1/repair-orders/:id/final-audit': () => ({
        ...{ washed: true, parkedAt: 'P3', guaranteeCard: true },
        wearItems: [{ item: 'pads-front', unit: 'mm', remainingThousandths: 6_000 }],
      }),
      'POST /v1/repair-orders/:id/deliver': () => ({
        ...{ exitPassId: NO_PASS, coversOff: true, documentsReturned: true, keysReturned: true, oldPartsShown: true },
      }),
    },
  });
});
