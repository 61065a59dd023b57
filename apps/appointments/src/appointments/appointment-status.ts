/**
 * The life of an appointment. What is not in the table is refused; `arrived`, `cancelled` and `no-show` are its ends. A visit that
 * is moved waits for the customer's word anew, unless they `keep` the word that they gave.
 */
export const TRANSITIONS = {
  booked: { confirm: 'confirmed', move: 'booked', arrive: 'arrived', cancel: 'cancelled', miss: 'no-show' },
  confirmed: { keep: 'confirmed', move: 'booked', arrive: 'arrived', cancel: 'cancelled', miss: 'no-show' },
  arrived: {},
  cancelled: {},
  'no-show': {},
} as const;

export type AppointmentStatus = keyof typeof TRANSITIONS;
export type AppointmentCommand = 'confirm' | 'move' | 'keep' | 'arrive' | 'cancel' | 'miss';

export const APPOINTMENT_STATUSES = Object.keys(TRANSITIONS) as AppointmentStatus[];
export const APPOINTMENT_COMMANDS: readonly AppointmentCommand[] = [
  'confirm',
  'move',
  'keep',
  'arrive',
  'cancel',
  'miss',
];

/** Where a command leads from a status; undefined when it is not allowed there. */
export function nextStatus(from: AppointmentStatus, command: AppointmentCommand): AppointmentStatus | undefined {
  const allowed: Partial<Record<AppointmentCommand, AppointmentStatus>> = TRANSITIONS[from];
  return allowed[command];
}

/** The customer is still expected. */
export const isExpected = (status: AppointmentStatus): boolean => status === 'booked' || status === 'confirmed';
