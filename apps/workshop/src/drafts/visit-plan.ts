import type { AppointmentBooked } from '@pitlane/contracts';

/** What the booking has planned for the visit. */
export type VisitPlan = Pick<
  AppointmentBooked,
  'startsAt' | 'endsAt' | 'operations' | 'parts' | 'bays' | 'technicians'
>;
