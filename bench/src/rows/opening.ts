const DAY_MS = 86_400_000;

/** The opening, 08:00 in Shanghai, of the day after tomorrow: nothing of it lies in the past anywhere. */
export const firstOpening = (): Date => new Date(Math.ceil(Date.now() / DAY_MS + 1) * DAY_MS);

/** The local day so many days after an opening. */
export const dayOf = (opening: Date, days: number): string =>
  new Date(opening.getTime() + days * DAY_MS).toISOString().slice(0, 10);
