export { figuresOf } from './demo/figures.js';
export { playDay } from './demo/day.js';
export {
  type AppointmentView,
  arrive,
  book,
  confirm,
  partsFor,
  prepare,
  readAppointment,
  stage,
} from './demo/booking-steps.js';
export { type JobView, type OrderView, quoteOf, readOrder } from './demo/order-view.js';
export { type Plan, PLANS } from './demo/plans.js';
export { agree, decideFinding, signDeclined, takeIn, walkIn, wantedParts } from './demo/reception-steps.js';
export { giveBack, pay, readSettlement, refund, settle, type SettlementView } from './demo/settlement-steps.js';
export { STAFF, STORE } from './demo/staff-members.js';
export { type Guest, registerGuest, setUpStore } from './demo/store-setup.js';
export {
  clockOn,
  complete,
  dispatch,
  drawParts,
  finish,
  inspect,
  peerOf,
  returnPart,
  technicianOf,
} from './demo/workshop-steps.js';
export { type Answer, Api, Refused, until } from './platform/api.js';
export { freePort } from './platform/free-port.js';
export { HouseClock } from './platform/house-clock.js';
export { type OwnPlatform, startOwnPlatform } from './platform/own-platform.js';
export { readRunningPlatform, type RunningPlatform } from './platform/running.js';
export { Book, type Books } from './verify/books.js';
export { APPOINTMENTS } from './verify/appointments.js';
export { BILLING } from './verify/billing.js';
export { type Invariant } from './verify/invariant.js';
export { PARTS } from './verify/parts.js';
