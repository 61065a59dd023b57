import { Event, IntegrationEvent } from '../event.js';
import { type FieldOptions, Code, Instant, Kilometres, OneOf, Text, TextList, Uuid } from '../fields.js';

/** SAE J2012: system, 0 to 3, three hexadecimal digits. */
export const FAULT_CODE = /^[PBCU][0-3][0-9A-F]{3}$/;

/** A diagnostic trouble code of SAE J2012: `P0301`. */
export const FaultCode = (options: FieldOptions = {}): PropertyDecorator =>
  Text(5, { ...options, pattern: FAULT_CODE });

/** By the first letter of a fault code. */
export const FAULT_SYSTEMS = ['powertrain', 'chassis', 'body', 'network'] as const;
export type FaultSystem = (typeof FAULT_SYSTEMS)[number];

/** How soon somebody should look at it; `now`: before the car is driven on. Mildest first. */
export const FAULT_SEVERITIES = ['info', 'soon', 'now'] as const;
export type FaultSeverity = (typeof FAULT_SEVERITIES)[number];

/** Why a booking is proposed: faults that the car tells, or its mileage. */
export const PROPOSAL_CAUSES = ['faults', 'service-due'] as const;
export type ProposalCause = (typeof PROPOSAL_CAUSES)[number];

/** `expired`: the car tells the fault no more, or the service was done. */
export const PROPOSAL_OUTCOMES = ['booked', 'declined', 'expired'] as const;
export type ProposalOutcome = (typeof PROPOSAL_OUTCOMES)[number];

/** A car's readings call for a visit: its customer may be invited (APT-16). */
@Event('appointments.booking-proposal.opened', 1)
export class BookingProposalOpened extends IntegrationEvent {
  @Uuid() proposalId!: string;
  @Uuid() vehicleId!: string;
  /** Absent when the store does not know the owner, or who the owner is was erased. */
  @Uuid({ optional: true }) customerId?: string;
  @OneOf(PROPOSAL_CAUSES) cause!: ProposalCause;
  /** Codes of SAE J2012; none for a service. */
  @TextList() faultCodes!: string[];
  @OneOf(FAULT_SEVERITIES) severity!: FaultSeverity;
  /** The fault in words, in Chinese. */
  @Text(2000) describedFault!: string;
  @Kilometres() mileageKm!: number;
  /** Operation codes of the labor catalog. */
  @TextList() operations!: string[];
  @Instant() openedAt!: string;
}

/** Faults came to an open proposal, or left it: what it says now (APT-16). */
@Event('appointments.booking-proposal.revised', 1)
export class BookingProposalRevised extends IntegrationEvent {
  @Uuid() proposalId!: string;
  @Uuid() vehicleId!: string;
  /** Absent when the store does not know the owner, or who the owner is was erased. */
  @Uuid({ optional: true }) customerId?: string;
  @OneOf(PROPOSAL_CAUSES) cause!: ProposalCause;
  /** Codes of SAE J2012; none for a service. */
  @TextList() faultCodes!: string[];
  @OneOf(FAULT_SEVERITIES) severity!: FaultSeverity;
  /** The fault in words, in Chinese. */
  @Text(2000) describedFault!: string;
  @Kilometres() mileageKm!: number;
  /** Operation codes of the labor catalog. */
  @TextList() operations!: string[];
  @Instant() revisedAt!: string;
}

/** Nobody need be invited for it any more (APT-16). */
@Event('appointments.booking-proposal.ended', 1)
export class BookingProposalEnded extends IntegrationEvent {
  @Uuid() proposalId!: string;
  @Uuid() vehicleId!: string;
  @OneOf(PROPOSAL_CAUSES) cause!: ProposalCause;
  @OneOf(PROPOSAL_OUTCOMES) outcome!: ProposalOutcome;
  /** Of a booked one. */
  @Uuid({ optional: true }) appointmentId?: string;
  /** Staff id of who booked or declined; absent when the car or the workshop ended it. */
  @Code({ optional: true }) endedBy?: string;
  @Instant() endedAt!: string;
}
