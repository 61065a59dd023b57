import { randomUUID } from 'node:crypto';
import {
  AppointmentBooked,
  AppointmentCancelled,
  AppointmentMoved,
  RepairOrderAuthorized,
  RepairOrderCancelled,
  RepairOrderCompleted,
  RepairOrderOpened,
} from '@pitlane/contracts';
import type { TestService } from '@pitlane/testing';
import { done } from '@pitlane/testing/set-up';
import type { DeliveryView } from '../deliveries/delivery.dto.js';
import type { PartStockView, PartView } from '../catalogue/part.dto.js';
import { partEntry } from '../catalogue/testing.js';
import type { IssueView } from '../issues/issue.dto.js';
import type { KitView } from '../kits/kit.dto.js';
import type { ReservationView } from '../reservations/reservation.dto.js';

export interface Wanted {
  partNumber: string;
  quantityThousandths: number;
  lineId?: string;
}

/** P3: reservations of free stock while an older lot of the part had some that was good on the day of the visit, replayed in the ledger's order. */
export const ROBBED_OLDER_LOTS = `
  SELECT taken.seq FROM movement taken JOIN lot ON lot.id = taken.lot_id
  JOIN lot older ON older.part_id = lot.part_id AND (coalesce(older.expires_on, 'infinity'), older.received_at, older.id)
    < (coalesce(lot.expires_on, 'infinity'), lot.received_at, lot.id)
  LEFT JOIN reservation_line line ON line.id = taken.line_id LEFT JOIN reservation ON reservation.id = line.reservation_id
  WHERE taken.kind = 'reserved' AND coalesce(older.expires_on >= (starts_at AT TIME ZONE 'Asia/Shanghai')::date, true)
    AND (SELECT sum(available_delta) FROM movement before WHERE before.lot_id = older.id AND before.seq < taken.seq) > 0`;

/** A store's usual terms, and beyond how many days a booking wants its parts softly; null: it never does. */
export async function softBeyond(parts: TestService, softBeyondDays: number | null): Promise<void> {
  const { status, body } = await parts.as('service-manager').put('/v1/policies/terms', {
    serviceLevels: [{ upToUnitCostFen: null, serviceLevelBasisPoints: 9_500 }],
    ...{ orderCycleDays: 14, leadTimeDays: 7, leadTimeDeviationDays: 2, deadAfterDays: 180, campaigns: [] },
    softBeyondDays,
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** The parts service as those see it who work with it. */
export class PartsCounter {
  private deliveries = 0;

  constructor(private readonly parts: TestService) {}

  async listPart(over: Parameters<typeof partEntry>[0] = {}): Promise<PartView> {
    return done(await this.parts.as('parts-clerk').post<PartView>('/v1/parts', partEntry(over)));
  }

  /** Defines a kit of these parts, under a code of its own. */
  async defineKit(lines: readonly Wanted[]): Promise<KitView> {
    const kit = { code: `KIT-${randomUUID().slice(0, 8)}`, name: '小保养', operationCode: 'MNT-010', lines };
    return done(await this.parts.as('parts-clerk').post<KitView>('/v1/kits', kit));
  }

  /** Accepted lots of one delivery, unless a line says otherwise. */
  async receive(...lines: (Wanted & Record<string, unknown>)[]): Promise<DeliveryView> {
    this.deliveries += 1;
    const delivery = {
      deliveryNote: `DN-${this.deliveries}`,
      supplier: 'SVW-ANTING',
      lines: lines.map((line) => ({ unitCostFen: 1000, result: 'accepted', ...line })),
    };
    return done(await this.parts.as('parts-clerk').post<DeliveryView>('/v1/deliveries', delivery));
  }

  async stockOf({ id }: { id: string }): Promise<PartStockView> {
    return (await this.parts.as('parts-clerk').get<PartStockView>(`/v1/parts/${id}`)).body;
  }

  /** Books a visit that needs these parts. Answers the appointment's id. */
  async book(wanted: readonly Wanted[], appointmentId: string = randomUUID(), startsAt?: string): Promise<string> {
    await this.parts.deliver(booked(appointmentId, wanted, startsAt), { aggregateId: appointmentId });
    return appointmentId;
  }

  /** The visit has another time. */
  async move(appointmentId: string, startsAt: string): Promise<void> {
    const { customerId, vehicleId, bays, technicians, advisorId, ...was } = booked(appointmentId, []);
    const moved = AppointmentMoved.of({
      ...{ appointmentId, customerId, vehicleId, by: 'customer', advisorId, bays, technicians },
      ...{ previousStartsAt: was.startsAt, previousEndsAt: was.endsAt },
      ...{ startsAt, endsAt: new Date(Date.parse(startsAt) + 3_600_000).toISOString() },
    });
    await this.parts.deliver(moved, { aggregateId: appointmentId });
  }

  async cancel(appointmentId: string, version?: number): Promise<void> {
    const facts = { appointmentId, customerId: randomUUID(), startsAt: '2026-11-22T01:00:00Z', reason: 'ill' };
    const options = { aggregateId: appointmentId, ...(version !== undefined && { version }) };
    await this.parts.deliver(AppointmentCancelled.of(facts), options);
  }

  /** The customer signs for these part lines. Answers the repair order's id. */
  async authorize(
    wanted: readonly (Wanted & { lineId: string })[],
    { repairOrderId = randomUUID(), appointmentId }: { repairOrderId?: string; appointmentId?: string } = {},
  ): Promise<string> {
    await this.parts.deliver(authorized(repairOrderId, wanted, appointmentId), { aggregateId: repairOrderId });
    return repairOrderId;
  }

  async complete(repairOrderId: string): Promise<void> {
    await this.parts.deliver(completed(repairOrderId), { aggregateId: repairOrderId });
  }

  /** Keeps parts at the counter. */
  async reserve(
    lines: readonly Wanted[],
    over: { reason?: string; keptUntil?: string } = {},
  ): Promise<ReservationView> {
    const wanted = { lines, reason: '李先生明天来取', ...over };
    return done(await this.parts.as('parts-clerk').post<ReservationView>('/v1/reservations', wanted));
  }

  /** The customer leaves without the work. */
  async cancelOrder(repairOrderId: string, appointmentId?: string): Promise<void> {
    const whose = { customerId: randomUUID(), vehicleId: randomUUID() };
    const facts = { repairOrderId, ...(appointmentId !== undefined && { appointmentId }), ...whose };
    const cancelled = RepairOrderCancelled.of({ ...facts, reason: 'too dear', cancelledAt: '2026-11-21T02:00:00Z' });
    await this.parts.deliver(cancelled, { aggregateId: repairOrderId });
  }

  async reservationOf(purposeId: string): Promise<ReservationView> {
    const path = `/v1/reservations?purposeId=${purposeId}`;
    const { body } = await this.parts.as('parts-clerk').get<{ items: ReservationView[] }>(path);
    const [found] = body.items;
    if (!found) throw new Error('There is no reservation.');
    return found;
  }

  issue(repairOrderId: string, lineId: string, quantityThousandths: number) {
    const lines = [{ lineId, quantityThousandths }];
    return this.parts.as('parts-clerk').post<IssueView & { code?: string }>('/v1/issues', {
      repairOrderId,
      receivedBy: 'wu.technician',
      lines,
    });
  }

  /** What was said of an aggregate, by type without service and version. */
  async said(aggregateId: string): Promise<string[]> {
    const outbox = await this.parts.outbox();
    return outbox
      .filter((entry) => entry.aggregateId === aggregateId)
      .map(({ type }) => type.replace(/^parts\./, '').replace(/\.v1$/, ''));
  }
}

export function booked(
  appointmentId: string,
  parts: readonly Wanted[],
  startsAt = '2026-11-22T01:00:00Z',
): AppointmentBooked {
  return AppointmentBooked.of({
    appointmentId,
    customerId: randomUUID(),
    vehicleId: randomUUID(),
    channel: 'phone',
    advisorId: 'chen.advisor',
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + 3_600_000).toISOString(),
    complaint: '刹车异响',
    meanwhile: 'waits',
    operations: [{ operationCode: 'BRK-012', flatRateHundredths: 150, skill: 'brakes', bayKind: 'lift' }],
    parts: parts.map(({ partNumber, quantityThousandths }) => ({ partNumber, quantityThousandths })),
    bays: [{ bayId: randomUUID(), bayKind: 'lift' }],
    technicians: [{ technicianId: 'wu.technician', skills: ['brakes'] }],
  });
}

export function opened(repairOrderId: string, vehicleId: string): RepairOrderOpened {
  return RepairOrderOpened.of({
    repairOrderId,
    number: 'SH001-2026-000123',
    customerId: randomUUID(),
    vehicleId,
    advisorId: 'liu.advisor',
    mileageKm: 42_000,
    meanwhile: 'waits',
    promisedAt: '2026-11-21T03:30:00Z',
    openedAt: '2026-11-21T01:00:00Z',
  });
}

export function authorized(
  repairOrderId: string,
  lines: readonly (Wanted & { lineId: string })[],
  appointmentId?: string,
): RepairOrderAuthorized {
  return RepairOrderAuthorized.of({
    repairOrderId,
    repairOrderVersion: 1,
    ...(appointmentId !== undefined && { appointmentId }),
    customerId: randomUUID(),
    vehicleId: randomUUID(),
    quoteId: randomUUID(),
    documentSha256: 'a'.repeat(64),
    channel: 'in-person',
    laborLines: [],
    partLines: lines.map((line) => ({ ...line, jobId: randomUUID(), payType: 'customer' as const })),
    authorizedAt: '2026-11-21T01:30:00Z',
  });
}

function completed(repairOrderId: string): RepairOrderCompleted {
  return RepairOrderCompleted.of({
    repairOrderId,
    number: 'SH001-2026-000123',
    repairOrderVersion: 1,
    customerId: randomUUID(),
    vehicleId: randomUUID(),
    mileageKm: 42_000,
    laborLines: [],
    partLines: [],
    wearItems: [],
    completedAt: '2026-11-21T06:00:00Z',
  });
}
