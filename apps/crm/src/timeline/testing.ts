import { randomUUID } from 'node:crypto';
import {
  AppointmentAdvisorChanged, AppointmentBooked, AppointmentCancelled, AppointmentMoved, AppointmentNoShow, AppointmentReminded, JobStarted,
  PartsIssued, PartsReserved, PaymentRefunded, QuoteIssued, RepairOrderOpened, SettlementIssued, VehicleReady, WaitlistOffered,
} from '@pitlane/contracts'; // prettier-ignore
import { aDelivery } from '../follow-ups/testing.js';

interface VisitIds {
  customerId: string;
  vehicleId: string;
  appointmentId: string;
  repairOrderId: string;
}

const STARTS_AT = '2026-11-23T01:30:00.000Z';
const OPERATION = { operationCode: 'MNT-001', flatRateHundredths: 50, skill: 'maintenance', bayKind: 'quick' } as const;
const advisorId = 'chen.advisor';

/** The events of one visit, as the other services say them. 09:30 on Monday, 23 November in Shanghai. */
export function aVisit({ customerId = randomUUID(), vehicleId = randomUUID() }: Partial<VisitIds> = {}) {
  const ids = { customerId, vehicleId, appointmentId: randomUUID(), repairOrderId: randomUUID() };
  return { ...ids, ...appointmentEvents(ids), ...workshopEvents(ids), ...partsEvents(ids), ...billingEvents(ids) };
}

function appointmentEvents({ customerId, vehicleId, appointmentId }: VisitIds) {
  const ofAppointment = { appointmentId, customerId, startsAt: STARTS_AT };
  const endsAt = '2026-11-23T02:30:00.000Z';
  const planned = {
    bays: [{ bayId: randomUUID(), bayKind: 'quick' as const }],
    technicians: [{ technicianId: 'wu.technician', skills: ['maintenance' as const] }],
  };
  return {
    booked: AppointmentBooked.of({
      ...ofAppointment, vehicleId, advisorId, channel: 'wechat', endsAt, complaint: '保养', meanwhile: 'waits', operations: [OPERATION],
      parts: [], ...planned,
    }),
    moved: AppointmentMoved.of({
      ...ofAppointment, vehicleId, advisorId, by: 'store', reason: '举升机故障', previousStartsAt: STARTS_AT, previousEndsAt: endsAt,
      startsAt: '2026-11-24T06:00:00.000Z', endsAt: '2026-11-24T07:00:00.000Z', ...planned,
    }),
    reminded: AppointmentReminded.of({ ...ofAppointment, advisorId, check: 'day-before' }),
    advisorChanged: AppointmentAdvisorChanged.of({ ...ofAppointment, advisorId: 'liu.advisor' }),
    cancelled: AppointmentCancelled.of({ ...ofAppointment, reason: '配件未到' }),
    offered: WaitlistOffered.of({
      waitlistEntryId: randomUUID(), customerId, vehicleId, startsAt: STARTS_AT, endsAt: '2026-11-23T02:30:00.000Z',
      offeredUntil: '2026-11-21T01:30:00.000Z',
    }),
    missed: AppointmentNoShow.of({ ...ofAppointment, vehicleId, earlierNoShows: 0 }),
  }; // prettier-ignore
}

function workshopEvents({ customerId, vehicleId, appointmentId, repairOrderId }: VisitIds) {
  const ofOrder = { repairOrderId, customerId, vehicleId };
  return {
    opened: RepairOrderOpened.of({
      ...ofOrder, appointmentId, number: 'SH001-2026-000001', advisorId, mileageKm: 47_000, meanwhile: 'waits',
      promisedAt: '2026-11-23T03:00:00.000Z', openedAt: '2026-11-23T01:35:00.000Z',
    }),
    jobStarted: JobStarted.of({
      repairOrderId, jobId: randomUUID(), technicianId: 'wu.technician', startedAt: '2026-11-23T01:50:00.000Z',
    }),
    ready: VehicleReady.of({ ...ofOrder, parkedAt: '完工区3号', readyAt: '2026-11-23T02:40:00.000Z' }),
    delivered: aDelivery({ ...ofOrder, deliveredAt: '2026-11-23T03:00:00.000Z' }),
  }; // prettier-ignore
}

function partsEvents({ appointmentId, repairOrderId }: VisitIds) {
  const lot = {
    lotId: randomUUID(),
    deliveryId: randomUUID(),
    deliveryNote: 'N1',
    supplier: '供应商',
    unitCostFen: 2000,
  };
  const drawn = { lineId: randomUUID(), partNumber: 'OF-1', quantityThousandths: 1000, costFen: 2000 };
  return {
    reserved: PartsReserved.of({ reservationId: randomUUID(), purpose: 'appointment', purposeId: appointmentId, lines: [] }),
    partsIssued: PartsIssued.of({
      issueId: randomUUID(), repairOrderId, receivedBy: 'wu.technician', issuedAt: '2026-11-23T01:55:00.000Z',
      lines: [{ ...drawn, lots: [{ ...lot, quantityThousandths: 1000 }] }],
    }),
  }; // prettier-ignore
}

function billingEvents({ customerId, vehicleId, repairOrderId }: VisitIds) {
  const ofOrder = { repairOrderId, customerId, vehicleId };
  const amounts = { totalFen: 50_000, taxFen: 5_752, customerShareFen: 45_000 };
  const settlementId = randomUUID();
  return {
    quoted: QuoteIssued.of({
      ...ofOrder, ...amounts, quoteId: randomUUID(), repairOrderVersion: 1, priceListVersion: 1, lines: [],
      validUntil: '2026-11-24T10:00:00.000Z', documentSha256: 'a'.repeat(64),
    }),
    settled: SettlementIssued.of({
      ...ofOrder, ...amounts, settlementId, number: 'SH001-JS-2026-000045', issuedAt: '2026-11-23T02:45:00.000Z',
    }),
    refunded: PaymentRefunded.of({
      settlementId, paymentId: randomUUID(), refundId: randomUUID(), repairOrderId, customerId, method: 'card',
      amountFen: 12_345, reason: '多收', refundedAt: '2026-11-23T03:45:00.000Z',
    }),
  }; // prettier-ignore
}
