import {
  Code, CORE_FORFEITS, type CoreForfeit, Day, Fen, Instant, Integer, ListOf, OneOf, Text, Uuid,
} from '@pitlane/contracts'; // prettier-ignore
import { PageQuery } from '@pitlane/platform';
import type { Part } from '../catalogue/part.entity.js';
import { CORE_STATUSES, type Core, type CoreStatus } from './core.entity.js';

export class SetCoreCharge {
  /** Owed for each piece until the customer's old unit comes; null: it is no exchange part. */
  @Fen({ nullable: true, min: 1 }) coreChargeFen!: number | null;
  /** Days that he has to bring it. Left out: 30. */
  @Integer({ min: 1, max: 365, optional: true }) coreTermDays?: number;
}

/** What is owed for a piece of a part. */
export class CoreChargeView {
  @Uuid() partId!: string;
  @Integer() version!: number;
  @Code() partNumber!: string;
  @Fen({ nullable: true }) coreChargeFen!: number | null;
  @Integer({ nullable: true }) coreTermDays!: number | null;

  static of({ id: partId, version, partNumber, coreChargeFen, coreTermDays }: Part): CoreChargeView {
    return Object.assign(new CoreChargeView(), { partId, version, partNumber, coreChargeFen, coreTermDays });
  }
}

export class ReceiveCore {
  /** Place on the shelf of old units: `C-02`. */
  @Text(40) shelf!: string;
}

export class RejectCore {
  /** What is wrong with it. */
  @Text(500) reason!: string;
}

export class ReturnCore {
  /** Number of the parcel, or of what the supplier signed when he fetched it. */
  @Text(60) dispatchNote!: string;
}

export class CreditCore {
  @Fen() creditedFen!: number;
  /** Number on the supplier's credit note. */
  @Text(60) creditNote!: string;
  /** Why it is not what was expected. */
  @Text(500, { optional: true }) differenceReason?: string;
}

export class CoresQuery extends PageQuery {
  @OneOf(CORE_STATUSES, { optional: true }) status?: CoreStatus;
  @Uuid({ optional: true }) repairOrderId?: string;
  @Text(80, { optional: true }) supplier?: string;
}

export class CoreView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(CORE_STATUSES) status!: CoreStatus;
  @Instant() statusSince!: string;
  /** Staff id; `system` when its term was over. */
  @Code() statusBy!: string;
  @Uuid() issueId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() lineId!: string;
  @Uuid({ nullable: true }) vehicleId!: string | null;
  @Code() partNumber!: string;
  @Uuid() lotId!: string;
  @Text(80) supplier!: string;
  /** As it was when the piece was issued. */
  @Fen() chargeFen!: number;
  @Instant() dueSince!: string;
  @Day() dueBy!: string;
  @Text(40, { nullable: true }) shelf!: string | null;
  @OneOf(CORE_FORFEITS, { nullable: true }) forfeitCause!: CoreForfeit | null;
  @Text(500, { nullable: true }) reason!: string | null;
  @Text(60, { nullable: true }) dispatchNote!: string | null;
  @Fen({ nullable: true }) creditedFen!: number | null;
  @Text(60, { nullable: true }) creditNote!: string | null;
  @Text(500, { nullable: true }) differenceReason!: string | null;

  static of(core: Core): CoreView {
    const { id, version, status, statusBy, issueId, repairOrderId, lineId, vehicleId, partNumber, lotId } = core;
    const { supplier, chargeFen, dueBy, shelf, forfeitCause, reason, dispatchNote } = core;
    const { creditedFen, creditNote, differenceReason } = core;
    return Object.assign(new CoreView(), {
      ...{ id, version, status, statusBy, issueId, repairOrderId, lineId, vehicleId, partNumber, lotId },
      ...{ supplier, chargeFen, dueBy, shelf, forfeitCause, reason, dispatchNote },
      ...{ creditedFen, creditNote, differenceReason },
      statusSince: core.statusSince.toISOString(),
      dueSince: core.dueSince.toISOString(),
    });
  }
}

/** Old units in one status, and their charges. */
export class CoreAmountView {
  @OneOf(CORE_STATUSES) status!: CoreStatus;
  @Integer() cores!: number;
  @Integer() chargeFen!: number;
}

/** The old units for the exchange parts of one supplier: each is in one status, so together they are all that were ever owed. */
export class CoreBalanceView {
  @Text(80) supplier!: string;
  /** Every status, also with none. */
  @ListOf(() => CoreAmountView) amounts!: CoreAmountView[];
  /** What the supplier paid for those that are credited. */
  @Integer() creditedFen!: number;
}
