import {
  BAY_KINDS, type BayKind, Code, Flag, Hundredths, Instant, Integer, Kilometres, ListOf, MEANWHILE, type Meanwhile, OLD_PART_CHOICES,
  type OldPartChoice, OneOf, PAY_TYPES, type PayType, SKILLS, type Skill, Text, Thousandths, Uuid,
} from '@pitlane/contracts'; // prettier-ignore
import { PageQuery } from '@pitlane/platform';
import type { Job } from './job.entity.js';
import type { PartLine } from './part-line.entity.js';
import {
  JOB_STATUSES, type JobStatus, PAUSE_REASONS, type PauseReason, REPAIR_ORDER_STATUSES, type RepairOrderStatus,
} from './repair-order-status.js'; // prettier-ignore
import type { RepairOrder } from './repair-order.entity.js';

export class ReceiveWalkIn {
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  /** The customer's words. */
  @Text(2000) complaint!: string;
  @OneOf(MEANWHILE) meanwhile!: Meanwhile;
}

export class WantedPartBody {
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  @OneOf(OLD_PART_CHOICES) oldPartChoice!: OldPartChoice;
}

/** An operation with its parts, as an advisor proposes it. */
export class WantedWork {
  @Code() operationCode!: string;
  @OneOf(PAY_TYPES) payType!: PayType;
  @ListOf(() => WantedPartBody, { max: 50 }) parts!: WantedPartBody[];
}

export class AddJob extends WantedWork {
  @Text(2000) complaint!: string;
  @Text(2000, { optional: true }) cause?: string;
  @Text(2000, { optional: true }) correction?: string;
}

export class DropJob {
  @Text(500) reason!: string;
}

export class RepairOrdersQuery extends PageQuery {
  @OneOf(REPAIR_ORDER_STATUSES, { optional: true }) status?: RepairOrderStatus;
  @Uuid({ optional: true }) vehicleId?: string;
  @Uuid({ optional: true }) customerId?: string;
  @Uuid({ optional: true }) appointmentId?: string;
  @Code({ optional: true }) advisorId?: string;
}

export class PartLineView {
  @Uuid() id!: string;
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  @OneOf(OLD_PART_CHOICES) oldPartChoice!: OldPartChoice;
  @Thousandths() issuedThousandths!: number;
  @Thousandths() returnedThousandths!: number;
  @Flag() requested!: boolean;
  @Flag() dropped!: boolean;
  /** Drawn in full or closed: nothing can be drawn any more. */
  @Flag() settled!: boolean;

  static of(line: PartLine): PartLineView {
    const { id, partNumber, quantityThousandths, oldPartChoice, issuedThousandths, returnedThousandths } = line;
    return {
      id, partNumber, quantityThousandths, oldPartChoice, issuedThousandths, returnedThousandths,
      requested: line.requestedAt !== null,
      dropped: line.droppedAt !== null,
      settled: line.isSettled,
    }; // prettier-ignore
  }
}

export class JobView {
  @Uuid() id!: string;
  @OneOf(JOB_STATUSES) status!: JobStatus;
  @Uuid() laborLineId!: string;
  @Code() operationCode!: string;
  @Text(120) nameZh!: string;
  @Text(120) nameEn!: string;
  @Hundredths() flatRateHundredths!: number;
  @OneOf(SKILLS) skill!: Skill;
  @OneOf(BAY_KINDS) bayKind!: BayKind;
  @Flag() safetyCritical!: boolean;
  @Flag() roadTest!: boolean;
  @OneOf(PAY_TYPES) payType!: PayType;
  @Text(2000) complaint!: string;
  @Text(2000, { nullable: true }) cause!: string | null;
  @Text(2000, { nullable: true }) correction!: string | null;
  @Uuid({ nullable: true }) findingId!: string | null;
  @Uuid({ nullable: true }) reworkOf!: string | null;
  @Code({ nullable: true }) technicianId!: string | null;
  @Uuid({ nullable: true }) bayId!: string | null;
  @Text(500, { nullable: true }) overrideReason!: string | null;
  @OneOf(PAUSE_REASONS, { nullable: true }) pausedFor!: PauseReason | null;
  @Instant({ nullable: true }) startedAt!: string | null;
  @Instant({ nullable: true }) finishedAt!: string | null;
  @Text(500, { nullable: true }) dropReason!: string | null;
  @Integer() inspectionRound!: number;
  @ListOf(() => PartLineView) partLines!: PartLineView[];

  static of(job: Job): JobView {
    const {
      id,
      status,
      laborLineId,
      operationCode,
      nameZh,
      nameEn,
      flatRateHundredths,
      skill,
      bayKind,
      safetyCritical,
    } = job;
    const {
      roadTest,
      payType,
      complaint,
      cause,
      correction,
      findingId,
      reworkOf,
      technicianId,
      bayId,
      overrideReason,
    } = job;
    const { pausedFor, dropReason, inspectionRound } = job;
    return {
      id, status, laborLineId, operationCode, nameZh, nameEn, flatRateHundredths, skill, bayKind, safetyCritical, roadTest, payType,
      complaint, cause, correction, findingId, reworkOf, technicianId, bayId, overrideReason, pausedFor, dropReason, inspectionRound,
      startedAt: job.startedAt?.toISOString() ?? null,
      finishedAt: job.finishedAt?.toISOString() ?? null,
      partLines: [...job.partLines].sort(byId).map((line) => PartLineView.of(line)),
    }; // prettier-ignore
  }
}

export class RepairOrderView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Text(40, { nullable: true }) number!: string | null;
  @OneOf(REPAIR_ORDER_STATUSES) status!: RepairOrderStatus;
  @Uuid({ nullable: true }) appointmentId!: string | null;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Code() advisorId!: string;
  @Text(2000, { min: 0 }) complaint!: string;
  @OneOf(MEANWHILE) meanwhile!: Meanwhile;
  @Kilometres({ nullable: true }) mileageKm!: number | null;
  @Instant({ nullable: true }) receivedAt!: string | null;
  @Instant({ nullable: true }) promisedAt!: string | null;
  @Instant() statusChangedAt!: string;
  /** Last version that billing was asked to price. */
  @Integer() quoteVersion!: number;
  /** Version that the customer has signed; 0 before. */
  @Integer() authorizedVersion!: number;
  @Text(60, { nullable: true }) parkedAt!: string | null;
  @ListOf(() => JobView) jobs!: JobView[];

  static of(order: RepairOrder): RepairOrderView {
    const { id, version, number, status, appointmentId, customerId, vehicleId, advisorId, complaint, meanwhile } =
      order;
    const { mileageKm, quoteVersion, authorizedVersion } = order;
    return {
      id, version, number, status, appointmentId, customerId, vehicleId, advisorId, complaint, meanwhile, mileageKm, quoteVersion,
      authorizedVersion,
      receivedAt: order.receivedAt?.toISOString() ?? null,
      promisedAt: order.promisedAt?.toISOString() ?? null,
      statusChangedAt: order.statusChangedAt.toISOString(),
      parkedAt: order.audit?.parkedAt ?? null,
      jobs: [...order.jobs].sort(byId).map((job) => JobView.of(job)),
    }; // prettier-ignore
  }
}

/** Ids are UUIDv7: their order is that of creation. */
const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
