import { Event, IntegrationEvent } from '../event.js';
import { Instant, Integer, OneOf, Uuid } from '../fields.js';

export const FOLLOW_UP_RESULTS = ['satisfied', 'dissatisfied', 'unreachable'] as const;
export type FollowUpResult = (typeof FOLLOW_UP_RESULTS)[number];

/** A call after the visit came to its end (CRM-3). */
@Event('crm.follow-up.done', 1)
export class FollowUpDone extends IntegrationEvent {
  @Uuid() followUpId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  /** 1: within 24 hours of delivery; 2: within 7 days. */
  @Integer({ min: 1, max: 2 }) round!: number;
  @OneOf(FOLLOW_UP_RESULTS) result!: FollowUpResult;
  @Instant() doneAt!: string;
}
