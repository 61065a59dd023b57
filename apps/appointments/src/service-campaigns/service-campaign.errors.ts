import { DomainError } from '@pitlane/kernel';

export class CampaignNamesNoCar extends DomainError {
  constructor() {
    const message = 'A campaign names cars by VIN, by model or both.';
    super('APPOINTMENTS.CAMPAIGN_NAMES_NO_CAR', 'invalid', message, { pointer: '/vins' });
  }
}

export class VinsNotValid extends DomainError {
  constructor(vins: readonly string[]) {
    super('APPOINTMENTS.VINS_NOT_VALID', 'invalid', 'These are no VINs.', { pointer: '/vins', vins });
  }
}

export class CampaignOverBeforeItBegins extends DomainError {
  constructor() {
    const message = 'The last day of a campaign is not before its first.';
    super('APPOINTMENTS.CAMPAIGN_OVER_BEFORE_IT_BEGINS', 'invalid', message, { pointer: '/validUntil' });
  }
}

export class CampaignKnown extends DomainError {
  constructor(code: string) {
    super('APPOINTMENTS.CAMPAIGN_KNOWN', 'conflict', `The store has campaign ${code} already.`, { code });
  }
}

export class CampaignEnded extends DomainError {
  constructor(code: string) {
    super('APPOINTMENTS.CAMPAIGN_ENDED', 'conflict', `Campaign ${code} has ended already.`, { code });
  }
}
