import { DomainError } from '@pitlane/kernel';
import { NoCapacity } from '../capacity/capacity.errors.js';
import type { ShortageReason } from '../capacity/need.js';

/** What the workshop lacks stays in the house; what a customer wishes besides the work, and their own car, they are told. */
const UNTOLD: readonly ShortageReason[] = ['share', 'bay', 'technician', 'advisor'];

/** The time is not to be had; `alternatives` are the nearest starts that are, now (APT-4). */
export class TimeTaken extends DomainError {
  constructor({ shortage: { reason }, details }: NoCapacity) {
    super('APPOINTMENTS.TIME_TAKEN', 'conflict', 'The time is not to be had.', {
      reason: UNTOLD.includes(reason) ? 'full' : reason,
      alternatives: details['alternatives'],
    });
  }
}

/** An error as a customer may see it. */
export const toldToCustomers = (error: unknown): unknown =>
  error instanceof NoCapacity ? new TimeTaken(error) : error;

/** What a customer asked for, refused in the words for customers. @throws TimeTaken for NoCapacity */
export const askedByCustomer = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw toldToCustomers(error);
  });
