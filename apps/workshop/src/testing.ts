import {
  PartListed,
  PartsIssued,
  PriceListPublished,
  QuoteIssued,
  type QuoteRequested,
  ReservationLinesClosed,
  VehicleChanged,
} from '@pitlane/contracts';
import type { TestService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { aBay } from './bays/testing.js';
import type { RepairOrderDetailView } from './overview/overview.dto.js';
import type { JobView, RepairOrderView } from './repair-orders/repair-order.dto.js';
import { anIntakeSheet, aQuoteFor, BRAKES } from './repair-orders/testing.js';
import type { Bay } from './bays/bay.entity.js';
import { aTechnician } from './technicians/testing.js';

export const CHECKS = [
  { item: 'disc-front', measuredThousandths: 22_500 },
  { item: 'no-leak', ok: true },
];
const OIL = {
  ...BRAKES,
  operationCode: 'MNT-001',
  skill: 'maintenance' as const,
  safetyCritical: false,
  roadTest: false,
};

/** What crm, billing and parts have said before the first car comes, and who works in the store. */
export async function aRunningStore(workshop: TestService): Promise<{ bays: Bay[] }> {
  const priceListId = uuidv7();
  await workshop.deliver(
    PriceListPublished.of({
      priceListId,
      priceListVersion: 1,
      effectiveFrom: '2026-11-01T00:00:00Z',
      laborRates: [{ skill: 'brakes', payType: 'customer', hourlyRateFen: 28_000 }],
      operations: [BRAKES, OIL],
    }),
    { aggregateId: priceListId },
  );
  for (const partNumber of ['5QD698151', 'OIL-5W30']) {
    const partId = uuidv7();
    const part = { partId, partNumber, nameZh: '件', nameEn: 'part', unit: 'piece', origin: 'genuine' as const };
    await workshop.deliver(PartListed.of(part), { aggregateId: partId });
  }
  const skills = [
    { skill: 'brakes' as const, level: 4 },
    { skill: 'maintenance' as const, level: 4 },
  ];
  for (const technicianId of ['wu.technician', 'zheng.technician', 'han.technician']) {
    await workshop.given(aTechnician({ technicianId, skills }));
  }
  const bays = [aBay({ name: 'Lift 1' }), aBay({ name: 'Lift 2' })];
  for (const bay of bays) await workshop.given(bay);
  const items = [{ item: 'disc-front', unit: 'mm', minThousandths: 22_000 }, { item: 'no-leak' }];
  await workshop.as('foreman').put('/v1/checklists/BRK-012', { safetyCritical: true, roadTest: true, items });
  return { bays };
}

/** A vehicle that crm has told of. */
export async function aKnownVehicle(
  workshop: TestService,
  changes: Partial<VehicleChanged> = {},
): Promise<VehicleChanged> {
  const vehicle = VehicleChanged.of({
    vehicleId: uuidv7(),
    ownerCustomerId: uuidv7(),
    vin: 'LSVAA49J132047371',
    plate: '沪A12345',
    make: 'Volkswagen',
    model: 'Passat',
    modelYear: 2023,
    powertrain: 'petrol',
    mileageKm: 48_000,
    ...changes,
  });
  await workshop.deliver(vehicle, { aggregateId: vehicle.vehicleId });
  return vehicle;
}

/** One visit as the people at the counter and in the workshop drive it; each step must succeed. */
export class Visit {
  private constructor(
    readonly workshop: TestService,
    readonly id: string,
  ) {}

  /** A walk-in that is received by chen.advisor and whose intake is confirmed. */
  static async open(workshop: TestService): Promise<Visit> {
    const { vehicleId, ownerCustomerId: customerId } = await aKnownVehicle(workshop);
    const body = { customerId, vehicleId, complaint: 'It squeals when braking.', meanwhile: 'waits' };
    const { body: order } = await workshop.as('chen.advisor').post<RepairOrderView>('/v1/repair-orders', body);
    const visit = new Visit(workshop, order.id);
    await visit.by('chen.advisor', 'intake', anIntakeSheet());
    return visit;
  }

  /** With one authorised brake job of one pair of pads. */
  static async authorized(workshop: TestService): Promise<Visit> {
    const visit = await Visit.open(workshop);
    await visit.addJob();
    await visit.by('chen.advisor', 'request-quote');
    await visit.sign();
    return visit;
  }

  /** With the brake job on a lift, dispatched to wu.technician and clocked on. */
  static async inWork(workshop: TestService): Promise<Visit> {
    const visit = await Visit.authorized(workshop);
    await visit.by('foreman', `${await visit.firstJob()}/dispatch`, { technicianId: 'wu.technician' });
    await visit.by('wu.technician', `${await visit.firstJob()}/clock-on`);
    return visit;
  }

  /** With the brake job done, its parts drawn, and the three inspections passed. */
  static async inspected(workshop: TestService): Promise<Visit> {
    const visit = await Visit.inWork(workshop);
    await visit.drawAllParts();
    const job = await visit.firstJob();
    await visit.by('wu.technician', `${job}/finish`, { cause: 'pads worn', correction: 'pads replaced' });
    await visit.inspect(job);
    return visit;
  }

  addJob(changes: object = {}): Promise<RepairOrderView> {
    const parts = [{ partNumber: '5QD698151', quantityThousandths: 1000, oldPartChoice: 'show-and-scrap' }];
    const job = { complaint: 'It squeals.', operationCode: 'BRK-012', payType: 'customer', parts };
    return this.by('chen.advisor', 'jobs', { ...job, ...changes });
  }

  /** Billing prices the last requested version. */
  async quote(changes: Partial<QuoteIssued> = {}): Promise<QuoteIssued> {
    const outbox = await this.workshop.outbox();
    const requested = outbox.filter(
      ({ aggregateId, type }) => aggregateId === this.id && type.endsWith('quote-requested.v1'),
    );
    const { findingId, repairOrderVersion } = requested.at(-1)?.data as unknown as QuoteRequested;
    const order = { id: this.id, customerId: uuidv7(), vehicleId: uuidv7(), quoteVersion: repairOrderVersion };
    const facts = { ...aQuoteFor(order as never), ...(findingId !== undefined && { findingId }), ...changes };
    const quote = QuoteIssued.of(facts);
    await this.workshop.deliver(quote, { aggregateId: quote.quoteId });
    return quote;
  }

  /** Billing prices the last requested version, and the customer signs it. */
  async sign(): Promise<void> {
    const { quoteId, documentSha256 } = await this.quote();
    await this.by('chen.advisor', 'authorize', { quoteId, documentSha256, channel: 'in-person', signedBy: 'customer' });
  }

  /** Parts issues every part line in full. */
  async drawAllParts(): Promise<void> {
    const { jobs } = await this.detail();
    const lines = jobs.flatMap(({ partLines }) => partLines);
    const issueId = uuidv7();
    const issued = lines.map(({ id: lineId, partNumber, quantityThousandths }) => {
      const lot = {
        lotId: uuidv7(),
        deliveryId: uuidv7(),
        deliveryNote: 'DN-1',
        supplier: 'SVW',
        quantityThousandths,
        unitCostFen: 1,
      };
      return { lineId, partNumber, quantityThousandths, costFen: 1, lots: [lot] };
    });
    const facts = { issueId, repairOrderId: this.id, receivedBy: 'wu.technician', lines: issued };
    await this.workshop.deliver(PartsIssued.of({ ...facts, issuedAt: '2026-11-21T02:00:00Z' }), {
      aggregateId: issueId,
    });
  }

  /** Parts hands out no more than this on each line. */
  async closePartLines(netIssuedThousandths = 0): Promise<void> {
    const partLines = (await this.detail()).jobs.flatMap((job) => job.partLines);
    const lines = partLines.map(({ id: lineId, partNumber }) => ({ lineId, partNumber, netIssuedThousandths }));
    const reservationId = uuidv7();
    const closed = ReservationLinesClosed.of({ reservationId, repairOrderId: this.id, lines });
    await this.workshop.deliver(closed, { aggregateId: reservationId });
  }

  /** Self by wu, peer by zheng, final by qian. */
  async inspect(job: string, changes: object = {}): Promise<void> {
    const passed = { result: 'passed', checks: CHECKS, ...changes };
    await this.by('wu.technician', `${job}/inspections`, { kind: 'self', ...passed });
    await this.by('zheng.technician', `${job}/inspections`, { kind: 'peer', ...passed });
    const roadTest = { km: 5, remarks: 'straight' };
    await this.by('qian.inspector', `${job}/inspections`, { kind: 'final', ...passed, roadTest });
  }

  async detail(): Promise<RepairOrderDetailView> {
    return (await this.workshop.as('foreman').get<RepairOrderDetailView>(`/v1/repair-orders/${this.id}`)).body;
  }

  /** Path of the first job, `jobs/…`. */
  async firstJob(): Promise<string> {
    const [job] = (await this.detail()).jobs;
    return `jobs/${(job as JobView).id}`;
  }

  /** What was said of this order, in order: `opened`, `authorized` … */
  async said(): Promise<string[]> {
    const outbox = await this.workshop.outbox();
    const ofOrder = outbox.filter(({ aggregateId }) => aggregateId === this.id);
    return ofOrder.map(({ type }) => type.replace('workshop.repair-order.', '').replace('.v1', ''));
  }

  /** The answer of a command, whatever it is. */
  try(who: string, command: string, body: object = {}): Promise<{ status: number; body: Record<string, unknown> }> {
    return this.workshop.as(who).post(`/v1/repair-orders/${this.id}/${command}`, body);
  }

  /** The answer of a command. @throws Error when it was refused */
  async by<View = RepairOrderView>(who: string, command: string, body: object = {}): Promise<View> {
    const { status, body: answer } = await this.try(who, command, body);
    if (status >= 300) throw new Error(`${command}: ${status} ${JSON.stringify(answer)}`);
    return answer as View;
  }
}
