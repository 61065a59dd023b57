import {
  Code, FAULT_SEVERITIES, FAULT_SYSTEMS, FaultCode, type FaultSeverity, type FaultSystem, Flag, Instant, Integer, Kilometres, ListOf,
  Nested, OneOf, PROPOSAL_CAUSES, type ProposalCause, Text, TextList, Uuid,
} from '@pitlane/contracts'; // prettier-ignore
import { PageQuery } from '@pitlane/platform';
import { EstimateView } from '../appointments/appointment.dto.js';
import { type Fault, faultOf } from '../fault-codes/fault-code.js';
import { type BookingProposal, PROPOSAL_STATUSES, type ProposalStatus } from './booking-proposal.entity.js';

export class DeclineBody {
  @Text(500) reason!: string;
}

export class BookingProposalsQuery extends PageQuery {
  @OneOf(PROPOSAL_STATUSES, { optional: true }) status?: ProposalStatus;
  @OneOf(PROPOSAL_CAUSES, { optional: true }) cause?: ProposalCause;
  @OneOf(FAULT_SEVERITIES, { optional: true }) severity?: FaultSeverity;
  @Uuid({ optional: true }) vehicleId?: string;
}

export class FaultView {
  @FaultCode() code!: string;
  /** False for a code of the maker's own: only its system is known. */
  @Flag() known!: boolean;
  @OneOf(FAULT_SYSTEMS) system!: FaultSystem;
  @OneOf(FAULT_SEVERITIES) severity!: FaultSeverity;
  @Text(120) nameZh!: string;
  @Text(120) nameEn!: string;
  /** What the driver notices. */
  @Text(120) symptomZh!: string;

  static of({ code, known, system, severity, nameZh, nameEn, symptomZh }: Fault): FaultView {
    return { code, known, system, severity, nameZh, nameEn, symptomZh };
  }
}

export class BookingProposalView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(PROPOSAL_STATUSES) status!: ProposalStatus;
  @Uuid() vehicleId!: string;
  @Uuid({ nullable: true }) customerId!: string | null;
  @OneOf(PROPOSAL_CAUSES) cause!: ProposalCause;
  @ListOf(() => FaultView) faults!: FaultView[];
  @OneOf(FAULT_SEVERITIES) severity!: FaultSeverity;
  /** The fault in words, to be told to the customer. */
  @Text(2000) describedFault!: string;
  @Kilometres() mileageKm!: number;
  /** Suggested operation codes of the labor catalog. */
  @TextList() operations!: string[];
  /** Of those operations that the price list has. */
  @Nested(() => EstimateView, { nullable: true }) estimate!: EstimateView | null;
  @Instant() openedAt!: string;
  @Instant({ nullable: true }) endedAt!: string | null;
  @Code({ nullable: true }) endedBy!: string | null;
  @Text(500, { nullable: true }) declineReason!: string | null;
  @Uuid({ nullable: true }) appointmentId!: string | null;

  static of(proposal: BookingProposal): BookingProposalView {
    const { id, version, status, vehicleId, customerId, cause, severity, describedFault, mileageKm } = proposal;
    const { endedBy, declineReason, appointmentId } = proposal;
    return {
      ...{ id, version, status, vehicleId, customerId, cause, severity, describedFault, mileageKm },
      ...{ endedBy, declineReason, appointmentId },
      faults: proposal.faultCodes.map((code) => FaultView.of(faultOf(code))),
      operations: [...proposal.operationCodes],
      estimate: proposal.estimate && EstimateView.of(proposal.estimate),
      openedAt: proposal.openedAt.toISOString(),
      endedAt: proposal.endedAt?.toISOString() ?? null,
    };
  }
}

export class BookingProposalPageView {
  @ListOf(() => BookingProposalView) items!: BookingProposalView[];
  @Text(200, { nullable: true }) nextCursor!: string | null;
}
