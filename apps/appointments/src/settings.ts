/** The numbers of the rules, where a group would change them. */
export const SETTINGS = {
  /** How far the upper end of an estimate lies above the price list, in percent (APT-3). */
  estimateMarginPercent: 20,
  /** A customer who comes within so many minutes of the start is on time (APT-11). */
  onTimeMinutes: 10,
  /** After so many minutes the booking is a no-show and its capacity is free again (APT-11). */
  noShowMinutes: 30,
  /** How long before the start readiness and the customer's confirmation are checked (APT-9). */
  dayCheckMinutes: 24 * 60,
  hourCheckMinutes: 60,
  /** How many alternatives a refused booking is offered, and how many days around the wish are searched (APT-4). */
  alternatives: 5,
  alternativesWithinDays: 14,
} as const;
