import {
  Code, CONSENT_CHANNELS, type ConsentChannel, FINDING_DECISIONS, type FindingDecision, Flag, Instant, OneOf, Text, Uuid,
} from '@pitlane/contracts'; // prettier-ignore
import { type Signer, SIGNERS } from '../quotes/quote-version.entity.js';
import { WantedWork } from '../repair-orders/repair-order.dto.js';
import { type Finding, FINDING_STATUSES, type FindingStatus } from './finding.entity.js';

export class RaiseFinding {
  /** The job during which it was found. */
  @Uuid() jobId!: string;
  @Text(2000) description!: string;
  @Flag() safetyCritical!: boolean;
}

export class EstimateFinding extends WantedWork {}

export class DecideFinding {
  @OneOf(FINDING_DECISIONS) decision!: FindingDecision;
  @OneOf(CONSENT_CHANNELS) channel!: ConsentChannel;
  @OneOf(SIGNERS) decidedBy!: Signer;
  /** With an approval: the quote that was shown, and its hash. */
  @Uuid({ optional: true }) quoteId?: string;
  @Text(64, { min: 64, pattern: /^[0-9a-f]{64}$/, optional: true }) documentSha256?: string;
}

export class SignDeclined {
  @OneOf(SIGNERS) signedBy!: Signer;
}

export class FindingView {
  @Uuid() id!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() jobId!: string;
  @OneOf(FINDING_STATUSES) status!: FindingStatus;
  @Text(2000) description!: string;
  @Flag() safetyCritical!: boolean;
  @Code() raisedBy!: string;
  @Instant() raisedAt!: string;
  @OneOf(CONSENT_CHANNELS, { nullable: true }) channel!: ConsentChannel | null;
  @OneOf(SIGNERS, { nullable: true }) decidedBy!: Signer | null;
  @Instant({ nullable: true }) decidedAt!: string | null;
  @Instant({ nullable: true }) declineSignedAt!: string | null;

  static of(finding: Finding): FindingView {
    const { id, repairOrderId, jobId, status, description, safetyCritical, raisedBy } = finding;
    return {
      id, repairOrderId, jobId, status, description, safetyCritical, raisedBy,
      raisedAt: finding.raisedAt.toISOString(),
      channel: finding.channel ?? null,
      decidedBy: finding.decidedBy ?? null,
      decidedAt: finding.decidedAt?.toISOString() ?? null,
      declineSignedAt: finding.declineSignedAt?.toISOString() ?? null,
    }; // prettier-ignore
  }
}
