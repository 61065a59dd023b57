import type { IntegrationEvent } from '@pitlane/contracts';
import type { Fact } from './timeline-entry.entity.js';

/** What an event tells of a visit, whatever its type. */
export interface VisitNamed {
  /** Appointments and repair orders that it names; the repair order last. */
  visitIds: string[];
  customerId: string | null;
  vehicleId: string | null;
}

/** Whom, which car and which visits an event names. The purpose of a reservation is an appointment or a repair order. */
export function visitNamedBy(event: IntegrationEvent): VisitNamed {
  const named = event as Partial<Record<string, unknown>>;
  const id = (key: string): string[] => (typeof named[key] === 'string' ? [named[key]] : []);
  return {
    visitIds: [...id('appointmentId'), ...id('purposeId'), ...id('repairOrderId')],
    customerId: id('customerId')[0] ?? null,
    vehicleId: id('vehicleId')[0] ?? null,
  };
}

/** The facts of an event that fit in a line; not its lists of lines. */
export function factsOf(event: IntegrationEvent): Record<string, Fact> {
  const isFact = (entry: [string, unknown]): entry is [string, Fact] =>
    ['string', 'number', 'boolean'].includes(typeof entry[1]);
  return Object.fromEntries(Object.entries(event).filter(isFact));
}
