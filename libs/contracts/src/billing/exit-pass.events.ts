import { Event, IntegrationEvent } from '../event.js';
import { Instant, Uuid } from '../fields.js';

/** The car may leave: one car, one visit, one use (BIL-7). */
@Event('billing.exit-pass.issued', 1)
export class ExitPassIssued extends IntegrationEvent {
  @Uuid() exitPassId!: string;
  @Uuid() settlementId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Instant() expiresAt!: string;
}

/** The gate let the car out. */
@Event('billing.exit-pass.used', 1)
export class ExitPassUsed extends IntegrationEvent {
  @Uuid() exitPassId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() vehicleId!: string;
  @Instant() usedAt!: string;
}

/** Money went back and something is open again: the pass lets the car out no more. */
@Event('billing.exit-pass.revoked', 1)
export class ExitPassRevoked extends IntegrationEvent {
  @Uuid() exitPassId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() vehicleId!: string;
  @Instant() revokedAt!: string;
}
