import { Event, IntegrationEvent } from '../event.js';
import { OneOf, Uuid } from '../fields.js';
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
