import { Event, IntegrationEvent } from '../event.js';
import {
  Code,
  Flag,
  Hundredths,
  Instant,
  Integer,
  Kilometres,
  ListOf,
  OneOf,
  Text,
  TextList,
  Thousandths,
  Uuid,
} from '../fields.js';
import {
  CONSENT_CHANNELS, INSPECTION_KINDS, MEANWHILE, PAY_TYPES, SKILLS,
  type ConsentChannel, type InspectionKind, type Meanwhile, type PayType, type Skill,
} from '../terms.js'; // prettier-ignore

export class LaborLine {
  @Uuid() lineId!: string;
  @Uuid() jobId!: string;
  @Code() operationCode!: string;
  /** Billed flat-rate time in hundredths of an hour: 150 is 1.50 h. */
  @Hundredths({ min: 1 }) flatRateHundredths!: number;
  @OneOf(SKILLS) skill!: Skill;
  @OneOf(PAY_TYPES) payType!: PayType;
}

export class PartLine {
  @Uuid() lineId!: string;
  @Uuid() jobId!: string;
  @Code() partNumber!: string;
  /** In an authorised order: what may be drawn. In a completed one: what was drawn and not returned. */
  @Thousandths() quantityThousandths!: number;
  @OneOf(PAY_TYPES) payType!: PayType;
}

/** A booking has its draft, and the planned bays and technicians are there, or not (APT-8). Said again when the visit was moved. */
@Event('workshop.repair-order.drafted', 1)
export class RepairOrderDrafted extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @Uuid() appointmentId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Flag() baysPlanned!: boolean;
  @Flag() techniciansPlanned!: boolean;
}

/** The car was received: intake sheet confirmed by the customer (WKS-2). */
@Event('workshop.repair-order.opened', 1)
export class RepairOrderOpened extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  /** Per store and year: `SH001-2026-000123`. */
  @Text(40) number!: string;
  /** Absent for a walk-in. */
  @Uuid({ optional: true }) appointmentId?: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Code() advisorId!: string;
  @Kilometres() mileageKm!: number;
  @OneOf(MEANWHILE) meanwhile!: Meanwhile;
  @Instant() promisedAt!: string;
  @Instant() openedAt!: string;
}

/** Billing is asked to price this version: everything authorised so far and what is proposed now (WKS-4). */
@Event('workshop.repair-order.quote-requested', 1)
export class QuoteRequested extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @Integer({ min: 1 }) repairOrderVersion!: number;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  /** The finding that the version adds; absent for the first. */
  @Uuid({ optional: true }) findingId?: string;
  @ListOf(() => LaborLine) laborLines!: LaborLine[];
  @ListOf(() => PartLine) partLines!: PartLine[];
}

/** The customer signed for this version; all of its lines, not only new ones (WKS-4). */
@Event('workshop.repair-order.authorized', 1)
export class RepairOrderAuthorized extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @Integer({ min: 1 }) repairOrderVersion!: number;
  @Uuid({ optional: true }) appointmentId?: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Uuid() quoteId!: string;
  /** SHA-256 of the quote that was signed, in hex. */
  @Text(64, { min: 64 }) documentSha256!: string;
  @OneOf(CONSENT_CHANNELS) channel!: ConsentChannel;
  @ListOf(() => LaborLine) laborLines!: LaborLine[];
  @ListOf(() => PartLine) partLines!: PartLine[];
  @Instant() authorizedAt!: string;
}

/** A technician clocked on to a job for the first time. */
@Event('workshop.repair-order.job-started', 1)
export class JobStarted extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @Uuid() jobId!: string;
  @Code() technicianId!: string;
  @Instant() startedAt!: string;
}

export class RequestedPart {
  @Uuid() lineId!: string;
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
}

/** A technician asks for the parts of authorised lines (WKS-9). */
@Event('workshop.repair-order.parts-requested', 1)
export class PartsRequested extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @Uuid() jobId!: string;
  @Code() technicianId!: string;
  @ListOf(() => RequestedPart, { min: 1 }) lines!: RequestedPart[];
}

/** No more will be drawn on these lines; parts answers with `parts.reservation.lines-closed` and what was drawn. */
@Event('workshop.repair-order.part-lines-dropped', 1)
export class PartLinesDropped extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @TextList({ min: 1 }) lineIds!: string[];
  @Text(500) reason!: string;
}

/** Work outside the order was found: it stops at the customer's consent (WKS-7). */
@Event('workshop.repair-order.finding-raised', 1)
export class FindingRaised extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @Uuid() findingId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Text(2000) description!: string;
  @Flag() safetyCritical!: boolean;
  @Code() raisedBy!: string;
  @Instant() raisedAt!: string;
}

export const FINDING_DECISIONS = ['approved', 'declined'] as const;
export type FindingDecision = (typeof FINDING_DECISIONS)[number];

/** The customer agreed to a finding or declined it (WKS-7). */
@Event('workshop.repair-order.finding-decided', 1)
export class FindingDecided extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @Uuid() findingId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Text(2000) description!: string;
  @Flag() safetyCritical!: boolean;
  @OneOf(FINDING_DECISIONS) decision!: FindingDecision;
  @OneOf(CONSENT_CHANNELS) channel!: ConsentChannel;
  @Instant() decidedAt!: string;
}

export const INSPECTION_RESULTS = ['passed', 'failed'] as const;
export type InspectionResult = (typeof INSPECTION_RESULTS)[number];

/** A job was inspected, by one of the three inspections (WKS-11). */
@Event('workshop.repair-order.inspected', 1)
export class JobInspected extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @Uuid() jobId!: string;
  @OneOf(INSPECTION_KINDS) kind!: InspectionKind;
  @OneOf(INSPECTION_RESULTS) result!: InspectionResult;
  @Code() inspectorId!: string;
  @Instant() inspectedAt!: string;
}

/** A failed inspection became a rework job, not billed to the customer (WKS-12). */
@Event('workshop.repair-order.rework-raised', 1)
export class ReworkRaised extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @Uuid() jobId!: string;
  @Uuid() reworkJobId!: string;
  @Text(60) defectClass!: string;
  @Text(500) cause!: string;
}

export class WearItem {
  @Text(60) item!: string;
  /** `mm` or `%`. */
  @Text(10) unit!: string;
  @Integer() remainingThousandths!: number;
}

/** The final audit passed: billing settles what was authorised, drawn and done (WKS-13). */
@Event('workshop.repair-order.completed', 1)
export class RepairOrderCompleted extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @Text(40) number!: string;
  @Integer({ min: 1 }) repairOrderVersion!: number;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Kilometres() mileageKm!: number;
  /** Of done jobs only; rework is not among them. */
  @ListOf(() => LaborLine) laborLines!: LaborLine[];
  /** Drawn and not returned, by line. */
  @ListOf(() => PartLine) partLines!: PartLine[];
  @ListOf(() => WearItem) wearItems!: WearItem[];
  @Instant() completedAt!: string;
}

/** The customer leaves without the work: the quote was declined, or taken back before anybody began. */
@Event('workshop.repair-order.cancelled', 1)
export class RepairOrderCancelled extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @Uuid({ optional: true }) appointmentId?: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Text(500) reason!: string;
  @Instant() cancelledAt!: string;
}

/** Washed, parked and handed over to the advisor (WKS-13). */
@Event('workshop.repair-order.ready', 1)
export class VehicleReady extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Text(60) parkedAt!: string;
  @Instant() readyAt!: string;
}

/** The customer has the car back (WKS-16). */
@Event('workshop.repair-order.delivered', 1)
export class VehicleDelivered extends IntegrationEvent {
  @Uuid() repairOrderId!: string;
  @Text(40) number!: string;
  @Uuid({ optional: true }) appointmentId?: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Code() advisorId!: string;
  @Uuid() exitPassId!: string;
  @Kilometres() mileageKm!: number;
  @Instant() deliveredAt!: string;
}
