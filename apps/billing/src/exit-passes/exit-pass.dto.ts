import { Flag, Instant, Integer, ListOf, OneOf, Text, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { type ExitPass, EXIT_PASS_STATUSES, type ExitPassStatus } from './exit-pass.entity.js';

export class IssueExitPass {
  /** A manager lets the car leave with something unpaid; needs a reason. */
  @Flag({ optional: true }) credit?: boolean;
  @Text(500, { optional: true }) reason?: string;
}

export class VerifyExitPass {
  @Text(2_000) token!: string;
}

export class ExitPassQuery extends PageQuery {
  @Uuid({ optional: true }) repairOrderId?: string;
}

export class ExitPassView {
  @Uuid() id!: string;
  @Integer({ min: 1 }) version!: number;
  @Uuid() settlementId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() vehicleId!: string;
  @OneOf(EXIT_PASS_STATUSES) status!: ExitPassStatus;
  @Text(200) issuedBy!: string;
  @Instant() issuedAt!: string;
  @Instant() expiresAt!: string;
  @Text(500, { nullable: true }) creditReason!: string | null;
  @Instant({ nullable: true }) usedAt!: string | null;

  static of(pass: ExitPass): ExitPassView {
    return Object.assign(new ExitPassView(), shown(pass));
  }
}

/** A new pass with what the gate scans; it is shown once. */
export class IssuedExitPassView extends ExitPassView {
  /** JWS (EdDSA): `jti` the pass, `sub` the repair order, `store`, `vehicle`, `plate`, `exp`. */
  @Text(2_000) token!: string;

  static with(pass: ExitPass, token: string): IssuedExitPassView {
    return Object.assign(new IssuedExitPassView(), shown(pass), { token });
  }
}

export class GateKeyView {
  @Text(10) kty!: string;
  @Text(20) crv!: string;
  @Text(100) x!: string;
  @Text(100) kid!: string;
  @Text(10) alg!: string;
  @Text(10) use!: string;
}

/** A JSON Web Key Set (RFC 7517). */
export class GateKeysView {
  @ListOf(() => GateKeyView) keys!: GateKeyView[];
}

function shown(pass: ExitPass) {
  const { id, version, settlementId, repairOrderId, vehicleId, status, issuedBy, creditReason } = pass;
  return {
    id, version, settlementId, repairOrderId, vehicleId, status, issuedBy, creditReason,
    issuedAt: pass.issuedAt.toISOString(),
    expiresAt: pass.expiresAt.toISOString(),
    usedAt: pass.usedAt?.toISOString() ?? null,
  }; // prettier-ignore
}
