import {
  BookingProposalEnded, BookingProposalOpened, BookingProposalRevised, type FaultSeverity, type ProposalCause, type ProposalOutcome,
} from '@pitlane/contracts'; // prettier-ignore
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import type { Estimate } from '../estimates/estimate.js';
import { ProposalEnded, ProposalOfAnotherVehicle } from './booking-proposal.errors.js';
import type { Need } from './need.js';

export const PROPOSAL_STATUSES = ['open', 'booked', 'declined', 'expired'] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];

/** When, and by which staff id. */
export interface Deed {
  readonly at: Date;
  readonly by: string;
}

/** A need with what it would cost; null when the price list has none of its operations. */
export interface Proposed {
  readonly need: Need;
  readonly estimate: Estimate | null;
}

/** A visit that the readings of a car call for, with the fault prepared for whoever talks to the customer (APT-16). */
@Entity()
export class BookingProposal extends Aggregate {
  @Disclosed() @Column('text') status!: ProposalStatus;
  @Column('uuid') vehicleId!: string;
  @Column('uuid', { nullable: true }) customerId!: string | null;
  @Disclosed() @Column('text') cause!: ProposalCause;
  @Column('jsonb') faultCodes!: string[];
  @Disclosed() @Column('text') severity!: FaultSeverity;
  @Column('text') describedFault!: string;
  @Column('int') mileageKm!: number;
  @Column('jsonb') operationCodes!: string[];
  @Column('jsonb', { nullable: true }) estimate!: Estimate | null;
  @Column('timestamptz') openedAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  /** Null as well when the car or the workshop ended it. */
  @Disclosed() @Column('text', { nullable: true }) endedBy!: string | null;
  @Column('text', { nullable: true }) declineReason!: string | null;
  @Column('uuid', { nullable: true }) appointmentId!: string | null;

  static open({ id, storeId }: { id: string; storeId: string }, proposed: Proposed, at: Date): BookingProposal {
    const proposal = new BookingProposal();
    proposal.begin(id, storeId);
    proposal.put(proposed);
    return Object.assign(proposal, {
      ...{ status: 'open', openedAt: at, endedAt: null, endedBy: null, declineReason: null, appointmentId: null },
    });
  }

  opened(): BookingProposalOpened {
    return BookingProposalOpened.of({ ...this.content(), openedAt: this.openedAt.toISOString() });
  }

  /** Whether it proposes that already; the kilometres driven meanwhile are no news. */
  says({ customerId, faultCodes }: Need): boolean {
    return customerId === this.customerId && faultCodes.join() === this.faultCodes.join();
  }

  /** Faults came or went. @throws ProposalEnded */
  revise(proposed: Proposed, at: Date): BookingProposalRevised {
    this.checkOpen();
    this.put(proposed);
    return BookingProposalRevised.of({ ...this.content(), revisedAt: at.toISOString() });
  }

  /** The customer comes for it. @throws ProposalEnded | ProposalOfAnotherVehicle */
  book({ appointmentId, vehicleId }: { appointmentId: string; vehicleId: string }, deed: Deed): BookingProposalEnded {
    if (vehicleId !== this.vehicleId) throw new ProposalOfAnotherVehicle();
    this.checkOpen();
    this.appointmentId = appointmentId;
    return this.end('booked', deed.at, deed.by);
  }

  /** The customer does not want to come for it. @throws ProposalEnded */
  decline(reason: string, deed: Deed): BookingProposalEnded {
    this.checkOpen();
    this.declineReason = reason;
    return this.end('declined', deed.at, deed.by);
  }

  /** The car tells the fault no more, or the service was done. @throws ProposalEnded */
  expire(at: Date): BookingProposalEnded {
    this.checkOpen();
    return this.end('expired', at, null);
  }

  private checkOpen(): void {
    if (this.status !== 'open') throw new ProposalEnded(this.id, this.status);
  }

  private put({ need, estimate }: Proposed): void {
    const { vehicleId, customerId, cause, severity, describedFault, mileageKm } = need;
    Object.assign(this, { vehicleId, customerId, cause, severity, describedFault, mileageKm, estimate });
    this.faultCodes = [...need.faultCodes];
    this.operationCodes = [...need.operationCodes];
  }

  private end(outcome: ProposalOutcome, at: Date, by: string | null): BookingProposalEnded {
    Object.assign(this, { status: outcome, endedAt: at, endedBy: by });
    const { id: proposalId, vehicleId, cause, appointmentId } = this;
    return BookingProposalEnded.of({
      ...{ proposalId, vehicleId, cause, outcome },
      ...(appointmentId !== null && { appointmentId }),
      ...(by !== null && { endedBy: by }),
      endedAt: at.toISOString(),
    });
  }

  private content(): Omit<BookingProposalOpened, 'openedAt'> {
    const { id: proposalId, vehicleId, customerId, cause, faultCodes, severity, describedFault, mileageKm } = this;
    return {
      ...{ proposalId, vehicleId, cause, faultCodes: [...faultCodes], severity, describedFault, mileageKm },
      ...(customerId !== null && { customerId }),
      operations: [...this.operationCodes],
    };
  }
}
