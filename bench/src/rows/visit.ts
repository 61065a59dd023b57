import type { Target } from '../load/job.js';
import { ID, uuidOf } from '../seed/uuid.js';
import { OPERATION } from '../seed/workshop.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The opening, 08:00 in Shanghai, of the day after tomorrow: nothing of it lies in the past anywhere. */
export const firstOpening = (): Date => new Date(Math.ceil(Date.now() / DAY_MS + 1) * DAY_MS);

/** So many days and hours after an opening. */
export const after = (opening: Date, days: number, hours = 0): Date =>
  new Date(opening.getTime() + days * DAY_MS + hours * HOUR_MS);

/** Books a visit of one hour for the nth customer with their car. */
export const visit = (n: number, store: string, startsAt: Date): Target => ({
  path: '/v1/appointments',
  store,
  body: JSON.stringify({
    customerId: uuidOf(ID.customer, n), vehicleId: uuidOf(ID.vehicle, n), channel: 'phone', complaint: '常规保养', operations: [OPERATION],
    startsAt: startsAt.toISOString(), meanwhile: 'leaves',
  }),
}); // prettier-ignore
