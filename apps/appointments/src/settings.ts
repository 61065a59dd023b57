/** The numbers of the rules, where a group would change them. */
export const SETTINGS = {
  /** How far the upper end of an estimate lies above the price list, in percent (APT-3). */
  estimateMarginPercent: 20,
  /** A customer who comes within so many minutes of the start is on time (APT-11). */
  onTimeMinutes: 10,
  /** After so many minutes the booking is a no-show and its capacity is free again (APT-11). */
  noShowMinutes: 30,
  /** A visit that the store cancels or moves less than so long before its start is a broken promise (APT-10). */
  noticeMinutes: 120,
  /** How long before the start readiness and the customer's confirmation are checked (APT-9). */
  dayCheckMinutes: 24 * 60,
  hourCheckMinutes: 60,
  /** How long a courtesy car stays kept after the visit should be over, where the store says nothing else (APT-15). */
  courtesyCarMarginMinutes: 60,
  /** On how many days at most a visit is worked on, and within how many calendar days it ends (APT-4). */
  longestVisitWorkingDays: 5,
  longestStayDays: 14,
  /** Of how many days a search for free starts is at most, and how many it finds unless told otherwise. */
  longestSearchDays: 90,
  earliestStarts: 5,
  /** How long an advisor takes to receive a customer: so long they receive no other (APT-7). */
  receptionMinutes: 15,
  /** How long a time is kept while the customer decides, and how many such holds one caller may have open in a store (APT-6). */
  holdMinutes: 10,
  mostOpenHolds: 5,
  /** How long what became free is kept for somebody who waits for it; never into the last hour before the start (APT-12). */
  waitlistOfferMinutes: 30,
  waitlistOfferAheadMinutes: 60,
  /** Local time of day between which offers are made: nobody is woken, and none lapses in the night. */
  waitlistOffersFrom: '08:00',
  waitlistOffersUntil: '21:00',
  /** How many days one may wait for, and after how many offers without an answer nobody is offered more. */
  waitlistMostDays: 31,
  waitlistMostLapsed: 3,
  /** How long a driver is away for a ride, there and back, where the store says nothing else (APT-15). */
  rideMinutes: 60,
  /** How many alternatives a refused booking is offered, and how many days around the wish are searched (APT-4). */
  alternatives: 5,
  alternativesWithinDays: 14,
  /** How many visits a customer who books alone may have ahead. */
  ownVisitsAhead: 3,
  /** How long after a visit should be over its secret link still shows it. */
  visitLinkHours: 12,
  /** How many days back a calendar feed reaches, and how many visits it holds at most. */
  calendarFeedDaysBack: 30,
  calendarFeedVisits: 2_000,
  /** How far the clock of a car may be ahead (APT-16). */
  carClockAheadMinutes: 5,
  /** No car drives farther or faster: a reading that says so is wrong. */
  mostMileageKm: 1_000_000,
  fastestKmPerHour: 250,
  /** How far cars drive between two services, and how long before the end of it one is proposed. */
  serviceIntervalKm: 10_000,
  serviceAheadKm: 500,
  /** Operations of the labor catalog that count as a service; the first is proposed. */
  serviceOperations: ['MNT-001', 'MNT-002', 'MNT-003', 'MNT-004', 'MNT-005'],
} as const;
