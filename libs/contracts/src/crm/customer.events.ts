import { Event, IntegrationEvent } from '../event.js';
import { Instant, OneOf, Uuid } from '../fields.js';
import { NOTIFICATION_CHANNELS, type NotificationChannel } from '../terms.js';

export const CUSTOMER_KINDS = ['person', 'company'] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

/** A customer of the group is known to a store. Who they are is crm's alone (CRM-1). */
@Event('crm.customer.registered', 1)
export class CustomerRegistered extends IntegrationEvent {
  @Uuid() customerId!: string;
  @OneOf(CUSTOMER_KINDS) kind!: CustomerKind;
  @OneOf(NOTIFICATION_CHANNELS) preferredChannel!: NotificationChannel;
}

/** Who the customer is was erased for good: nothing is sent to them any more; the books keep the id (CRM-12). */
@Event('crm.customer.erased', 1)
export class CustomerErased extends IntegrationEvent {
  @Uuid() customerId!: string;
  @Instant() erasedAt!: string;
}
