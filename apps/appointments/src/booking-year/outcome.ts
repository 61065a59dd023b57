/** How a year went with one way of keeping the calendar. */
export interface Outcome {
  readonly calls: number;
  /** Nothing suited within the days on which they could come. */
  readonly turnedAway: number;
  /** Told of another time, or that it can't be, an hour before the start at the latest. */
  readonly movedInTime: number;
  readonly noShows: number;
  /** Work began when it was promised, with everything there. */
  readonly kept: number;
  /** The customer came, or had set out, and it could not be done. */
  readonly broken: number;
  /** Slots of the visits that were kept. */
  readonly usedSlots: number;
  readonly bookableSlots: number;
}

export type Tally = { -readonly [Key in keyof Outcome]: Outcome[Key] };

export const nothingYet = (calls: number, bookableSlots: number): Tally => ({
  ...{ calls, turnedAway: 0, movedInTime: 0, noShows: 0, kept: 0, broken: 0, usedSlots: 0, bookableSlots },
});

/** Kept promises / those that were put to the test, in percent. */
export const keptPercent = ({ kept, broken }: Outcome): number => (100 * kept) / (kept + broken);

/** Use of the bookable share, in percent. */
export const usePercent = ({ usedSlots, bookableSlots }: Outcome): number => (100 * usedSlots) / bookableSlots;
