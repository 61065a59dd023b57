import { DomainError } from '@pitlane/kernel';

export class ProposalEnded extends DomainError {
  constructor(id: string, status: string) {
    super('APPOINTMENTS.PROPOSAL_ENDED', 'conflict', `Booking proposal ${id} is ${status}.`, {
      id,
      currentStatus: status,
    });
  }
}

export class ProposalOfAnotherVehicle extends DomainError {
  constructor() {
    const message = 'The booking is for another car than the proposal.';
    super('APPOINTMENTS.PROPOSAL_OF_ANOTHER_VEHICLE', 'invalid', message, { pointer: '/proposalId' });
  }
}
