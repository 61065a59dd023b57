import { Event, IntegrationEvent } from '../event.js';
import { Instant, Uuid } from '../fields.js';

/** A time became free and is kept for a customer who waits for one, until they answer or the offer lapses (APT-12). */
@Event('appointments.waitlist-entry.offered', 1)
export class WaitlistOffered extends IntegrationEvent {
  @Uuid() waitlistEntryId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Instant() startsAt!: string;
  @Instant() endsAt!: string;
  /** From then on it is offered to the next in line. */
  @Instant() offeredUntil!: string;
}
