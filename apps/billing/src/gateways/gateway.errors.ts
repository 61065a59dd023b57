import { DomainError } from '@pitlane/kernel';

/** The callback is not from the gateway, or too old. */
export class CallbackNotAuthentic extends DomainError {
  constructor() {
    super('BILLING.CALLBACK_NOT_AUTHENTIC', 'unauthenticated', 'The callback is not signed as it should be.');
  }
}

/** The gateway has no such order, or not yet. */
export class OrderNotOpen extends DomainError {
  constructor(paymentId: string) {
    super('BILLING.ORDER_NOT_OPEN', 'conflict', `The gateway has no order of payment ${paymentId} yet.`, { paymentId });
  }
}

/** There is a simulator for development and tests only. */
export class NoSimulator extends DomainError {
  constructor() {
    super('BILLING.NO_SIMULATOR', 'not-found', 'There is no simulated gateway in production.');
  }
}

/** No contract with a provider is configured: the simulator takes no real money. */
export class GatewayNotConfigured extends DomainError {
  constructor(gateway: string) {
    super('BILLING.GATEWAY_NOT_CONFIGURED', 'conflict', `Payments by ${gateway} are not set up.`, { gateway });
  }
}
