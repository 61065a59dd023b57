import {
  BAY_KINDS, type BayKind, Code, Flag, Hundredths, Instant, ListOf, MEANWHILE, type Meanwhile, OneOf, Text, Uuid,
} from '@pitlane/contracts'; // prettier-ignore
import { FindingView } from '../findings/finding.dto.js';
import { InspectionView } from '../inspections/inspection.dto.js';
import { QuoteVersionView } from '../quotes/quote.dto.js';
import { RepairOrderView } from '../repair-orders/repair-order.dto.js';
import { REPAIR_ORDER_STATUSES, type RepairOrderStatus } from '../repair-orders/repair-order-status.js';

/** A step of the order's way. */
export class StatusChangeView {
  @OneOf(REPAIR_ORDER_STATUSES) status!: RepairOrderStatus;
  @Instant() changedAt!: string;
  @Code() changedBy!: string;
}

/** An order with all that belongs to it. */
export class RepairOrderDetailView extends RepairOrderView {
  @ListOf(() => QuoteVersionView) quotes!: QuoteVersionView[];
  @ListOf(() => FindingView) findings!: FindingView[];
  @ListOf(() => InspectionView) inspections!: InspectionView[];
  @ListOf(() => StatusChangeView) history!: StatusChangeView[];
}

/** A customer who waits (WKS-15). */
export class WaitingView {
  @Uuid() repairOrderId!: string;
  @Text(40, { nullable: true }) number!: string | null;
  @Uuid() customerId!: string;
  @Text(8, { nullable: true }) plate!: string | null;
  @OneOf(REPAIR_ORDER_STATUSES) status!: RepairOrderStatus;
  @Instant() waitingSince!: string;
  @Instant({ nullable: true }) expectedAt!: string | null;
  @Flag() late!: boolean;
}

export class LoungeView {
  @ListOf(() => WaitingView) waiting!: WaitingView[];
}

export class BoardBayView {
  @Uuid() bayId!: string;
  @Text(40) name!: string;
  @OneOf(BAY_KINDS) kind!: BayKind;
  @Flag() active!: boolean;
  /** The car in it. */
  @Uuid({ nullable: true }) repairOrderId!: string | null;
}

export class BoardTechnicianView {
  @Code() technicianId!: string;
  /** The job that they are clocked on to. */
  @Uuid({ nullable: true }) jobId!: string | null;
  /** Flat-rate time that is dispatched to them and not done. */
  @Hundredths() loadHundredths!: number;
}

export class BoardOrderView {
  @Uuid() repairOrderId!: string;
  @Text(40, { nullable: true }) number!: string | null;
  @OneOf(REPAIR_ORDER_STATUSES) status!: RepairOrderStatus;
  @Text(8, { nullable: true }) plate!: string | null;
  @Code() advisorId!: string;
  @OneOf(MEANWHILE) meanwhile!: Meanwhile;
  @Instant({ nullable: true }) promisedAt!: string | null;
  /** The promised time has passed, and the car is not ready (WKS-8). */
  @Flag() late!: boolean;
}

/** The workshop at a glance (WKS-5). */
export class BoardView {
  @ListOf(() => BoardBayView) bays!: BoardBayView[];
  @ListOf(() => BoardTechnicianView) technicians!: BoardTechnicianView[];
  @ListOf(() => BoardOrderView) orders!: BoardOrderView[];
}

/** Work that a car needs and did not get (WKS-7). */
export class DeferredWorkView {
  @Uuid() repairOrderId!: string;
  @Uuid({ nullable: true }) findingId!: string | null;
  @Uuid({ nullable: true }) jobId!: string | null;
  @Code({ nullable: true }) operationCode!: string | null;
  @Text(2000) description!: string;
  @Flag() safetyCritical!: boolean;
  @Instant() since!: string;
}

export class DeferredWorkListView {
  @ListOf(() => DeferredWorkView) items!: DeferredWorkView[];
}
