import type { Story } from '../scheduler.js';
import type { BookingsStage } from './bookings-stage.js';
import { courtesyCar } from './courtesy-car.js';
import { lastPlace } from './last-place.js';
import { ownBooking } from './own-booking.js';
import { pickUp } from './pick-up.js';

/** What happens around bookings; each ends with a car that was served. */
export const BOOKING_SCENES: readonly ((stage: BookingsStage) => Story)[] = [
  lastPlace,
  ownBooking,
  courtesyCar,
  pickUp,
];
