import { Event, IntegrationEvent } from '../event.js';
import { Instant, OneOf, Text, Uuid } from '../fields.js';
import { NOTIFICATION_CHANNELS, type NotificationChannel } from '../terms.js';

/** A message reached the customer's provider (CRM-11). What it said is crm's alone. */
@Event('crm.notification.sent', 1)
export class CustomerNotified extends IntegrationEvent {
  @Uuid() notificationId!: string;
  @Uuid() customerId!: string;
  /** `appointment-booked`, `vehicle-ready` … */
  @Text(60) template!: string;
  @OneOf(NOTIFICATION_CHANNELS) channel!: NotificationChannel;
  @Instant() sentAt!: string;
}
