import { DomainError } from '@pitlane/kernel';
import { NoCapacity } from '../capacity/capacity.errors.js';

/** What a customer may know of why a time is not to be had; that it is a bay or a technician stays in the house. */
const TOLD = ['closed', 'overnight', 'too-long', 'vehicle', 'courtesy-car'];

/** The time is not to be had; `alternatives` are the nearest starts that are, now (APT-4). */
export class TimeTaken extends DomainError {
  constructor({ shortage: { reason }, details }: NoCapacity) {
    super('APPOINTMENTS.TIME_TAKEN', 'conflict', 'The time is not to be had.', {
      reason: TOLD.includes(reason) ? reason : 'full',
      alternatives: details['alternatives'],
    });
  }
}

/** An error as a customer may see it. */
export const toldToCustomers = (error: unknown): unknown =>
  error instanceof NoCapacity ? new TimeTaken(error) : error;
