import { DomainError } from '@pitlane/kernel';

export class ServiceLevelsIncomplete extends DomainError {
  constructor() {
    const message = 'Service levels rise by unit cost, and the last one is for all dearer parts.';
    super('PARTS.SERVICE_LEVELS_INCOMPLETE', 'invalid', message, { pointer: '/serviceLevels' });
  }
}

/** Somebody else set the terms at the same moment, for the first time. */
export class PolicyTermsJustSet extends DomainError {
  constructor(storeId: string) {
    super('PARTS.POLICY_TERMS_JUST_SET', 'conflict', 'The terms were just set by somebody else.', { storeId });
  }
}

/** The proposal is another by now: one adopts what one has read. */
export class ProposalChanged extends DomainError {
  constructor(partId: string, limits: { minThousandths: number; maxThousandths: number }) {
    const { minThousandths, maxThousandths } = limits;
    const details = { partId, minThousandths, maxThousandths };
    super('PARTS.PROPOSAL_CHANGED', 'conflict', 'Another minimum and maximum are proposed by now.', details);
  }
}
