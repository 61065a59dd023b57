import { AppointmentBooked, type BookingChannel, type PlannedBay, type PlannedTechnician } from '@pitlane/contracts';
import { Allocation } from '../capacity/allocation.entity.js';
import { timeTold } from '../capacity/day.js';
import type { Plan } from '../capacity/need.js';
import type { Estimate } from '../estimates/estimate.js';
import { ChecklistItem } from '../preparation/checklist-item.entity.js';
import { neededItems } from '../preparation/checklist.js';
import { checksAhead } from '../preparation/checks.js';
import { specialToolsFor } from '../preparation/special-tools.js';
import type { Appointment } from './appointment.entity.js';
import type { MeanwhileWish } from './meanwhile.js';
import { StatusChange } from './status-change.entity.js';

/** One deed at the edge: when, by whom (staff id, customer id, or the service that said so), and an id for its record. */
export interface Act {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
}

/** What was found out on the phone (APT-2). */
export interface Diagnosis {
  readonly symptoms: readonly string[];
  readonly result: string;
  readonly needsVisit: boolean;
  /** Asked of an advisor or expert. */
  readonly advice?: string;
}

/** What the customer and the agent agreed on. */
export interface Wish {
  readonly customerId: string;
  readonly vehicleId: string;
  readonly channel: BookingChannel;
  /** The reminder or campaign that led to it (APT-1). */
  readonly causedBy?: string;
  /** The customer's words. */
  readonly complaint: string;
  readonly diagnosis?: Diagnosis;
  readonly meanwhile: MeanwhileWish;
  readonly expertWanted: boolean;
  readonly startsAt: Date;
}

/** A wish with what the store keeps for it. */
export interface Booking extends Wish {
  readonly id: string;
  readonly storeId: string;
  /** Grid that the slots were taken on. */
  readonly slotMinutes: number;
  readonly estimate: Estimate;
  readonly plan: Plan;
  readonly advisorId: string;
  readonly earlierNoShows: number;
  readonly act: Act;
  /** Ids for the rows of the aggregate. */
  readonly newId: () => string;
}

/** A visit that was just agreed, with its rows. */
export function agreedOf(booking: Booking) {
  const { storeId, customerId, vehicleId, channel, complaint, meanwhile, startsAt, plan } = booking;
  const { slotMinutes, estimate, advisorId, earlierNoShows, act } = booking;
  const { deadlineAt, ...checks } = checksAhead(startsAt, act.at);
  return {
    ...{ customerId, vehicleId, channel, complaint, meanwhile, startsAt, slotMinutes, estimate, advisorId },
    ...{ causedBy: booking.causedBy ?? null, diagnosis: booking.diagnosis ?? null, earlierNoShows, bookedAt: act.at },
    ...{ endsAt: plan.endsAt, overnightSlots: plan.overnightSlots, loungeSeat: plan.loungeSeat ?? false },
    ...{ status: 'booked', promise: 'open', confirmedAt: null, confirmedChannel: null },
    ...{ arrivedAt: null, punctuality: null, cancelReason: null },
    ...checks,
    allocations: allocationsOf(booking),
    checklist: checklistOf(booking, deadlineAt),
    history: [StatusChange.of({ act, storeId, from: null, to: 'booked' })],
  };
}

/** What is kept, for a vehicle where it is known which. */
interface Keeping extends Pick<Booking, 'storeId' | 'startsAt' | 'plan' | 'newId'> {
  readonly vehicleId: string | null;
}

/** What a booking or a hold has: the vehicle itself for the whole stay, its bays and technicians for the time of their work. */
export function allocationsOf({ storeId, vehicleId, startsAt, plan, newId }: Keeping): Allocation[] {
  const hold = (what: Pick<Allocation, 'resourceKind' | 'resourceId' | 'startsAt' | 'endsAt'> & Partial<Allocation>) =>
    Allocation.of({ id: newId(), storeId, bayKind: null, skills: [], ...what });
  const vehicles = vehicleId === null ? [] : [vehicleId];
  return [
    ...vehicles.map((resourceId) => hold({ resourceKind: 'vehicle', resourceId, startsAt, endsAt: plan.endsAt })),
    ...plan.bays.map(({ bayId, ...held }) => hold({ resourceKind: 'bay', resourceId: bayId, ...held })),
    ...plan.technicians.map(({ technicianId, skills, ...held }) =>
      hold({ resourceKind: 'technician', resourceId: technicianId, skills: [...skills], ...held }),
    ),
  ];
}

function checklistOf(
  { storeId, estimate, expertWanted, meanwhile, act, newId }: Booking,
  deadlineAt: Date,
): ChecklistItem[] {
  const items = neededItems({
    parts: estimate.parts.length > 0,
    tools: specialToolsFor(estimate.operations).length > 0,
    expert: expertWanted,
    courtesyCar: meanwhile === 'courtesy-car',
    driver: meanwhile === 'pick-up-and-return',
  });
  const checklist = items.map((item) => ChecklistItem.of({ id: newId(), storeId, item, deadlineAt }));
  // Without a car or a driver there is no booking; a check ahead looks whether they are still to be had.
  checklist.find(({ item }) => item === 'courtesy-car' || item === 'driver')?.tick(act);
  return checklist;
}

export function bookedEvent(appointment: Appointment, plan: Plan): AppointmentBooked {
  const { customerId, vehicleId, channel, advisorId, complaint, meanwhile, startsAt, endsAt, estimate } = appointment;
  return AppointmentBooked.of({
    appointmentId: appointment.id,
    customerId,
    vehicleId,
    channel,
    advisorId,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    complaint,
    meanwhile: meanwhile === 'waits' ? 'waits' : 'leaves',
    operations: estimate.operations.map(({ operationCode, flatRateHundredths, skill, bayKind }) => ({
      operationCode,
      flatRateHundredths,
      skill,
      bayKind,
    })),
    parts: estimate.parts.map(({ partNumber, quantityThousandths }) => ({ partNumber, quantityThousandths })),
    ...plannedOf(plan),
  });
}

/** A plan as the others are told of it. */
export function plannedOf({ bays, technicians }: Plan): { bays: PlannedBay[]; technicians: PlannedTechnician[] } {
  return {
    bays: bays.map((held) => ({ ...held, ...timeTold(held) })),
    technicians: technicians.map((held) => ({ ...held, skills: [...held.skills], ...timeTold(held) })),
  };
}
