import type { InspectionKind, InspectionResult } from '@pitlane/contracts';
import { uuidv7 } from 'uuidv7';
import { Inspection } from '../inspections/inspection.entity.js';
import type { Job } from '../repair-orders/job.entity.js';
import type { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { anAuthorizedOrder, aWantedJob, BRAKES } from '../repair-orders/testing.js';

/** A visit with one job. */
export interface PlantedVisit {
  vehicleId: string;
  storeId: string;
  technicianId: string;
  operationCode: string;
  complaint: string;
  receivedAt: string;
  finishedAt: string;
  /** Null while the car is in the workshop. */
  deliveredAt: string | null;
  mileageKm: number;
}

/** A brake job of wu.technician, at noon in Shanghai on a day of October, and delivered an hour later. */
export function aVisit(changes: Partial<PlantedVisit> = {}): RepairOrder {
  const { technicianId, operationCode, complaint, ...facts } = {
    vehicleId: uuidv7(),
    storeId: 'SH001',
    technicianId: 'wu.technician',
    operationCode: 'BRK-012',
    complaint: 'It squeals.',
    receivedAt: '2026-10-10T02:00:00Z',
    finishedAt: '2026-10-10T04:00:00Z',
    deliveredAt: '2026-10-10T05:00:00Z',
    mileageKm: 20_000,
    ...changes,
  };
  const { storeId, vehicleId, mileageKm, deliveredAt } = facts;
  const [receivedAt, finishedAt] = [new Date(facts.receivedAt), new Date(facts.finishedAt)];
  const order = anAuthorizedOrder(aWantedJob({ operation: { ...BRAKES, operationCode }, complaint }));
  const work = { status: 'done', technicianId, storeId, authorizedAt: receivedAt, startedAt: receivedAt, finishedAt };
  for (const job of order.jobs) Object.assign(job, work);
  const end = deliveredAt === null ? {} : { status: 'delivered', statusChangedAt: new Date(deliveredAt) };
  return Object.assign(order, { storeId, vehicleId, mileageKm, receivedAt }, end);
}

/** An inspection of the job's round. */
export function anInspection(job: Job, kind: InspectionKind, result: InspectionResult): Inspection {
  return Object.assign(new Inspection(), {
    id: uuidv7(),
    storeId: job.storeId,
    repairOrderId: job.repairOrderId,
    jobId: job.id,
    round: job.inspectionRound,
    kind,
    result,
    inspectorId: 'qian.inspector',
    inspectedAt: job.finishedAt,
    checklistVersion: null,
    checks: [],
    roadTest: null,
    defectClass: null,
    cause: null,
    reworkJobId: null,
  });
}
