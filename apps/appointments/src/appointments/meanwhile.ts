import { MEANWHILE } from '@pitlane/contracts';

/** What the customer does meanwhile (APT-15). To the others, one with a courtesy car or rides `leaves`; those say the rest. */
export const MEANWHILE_WISHES = [...MEANWHILE, 'courtesy-car', 'pick-up-and-return'] as const;
export type MeanwhileWish = (typeof MEANWHILE_WISHES)[number];

/**
 * What it asks of a visit, and whether the car may stay overnight. A customer who waits gets it back the same day; so does one of
 * whom nothing was said.
 */
export const askedBy = (meanwhile: MeanwhileWish | undefined): { meanwhile?: MeanwhileWish; overnight: boolean } => ({
  ...(meanwhile !== undefined && { meanwhile }),
  overnight: meanwhile !== undefined && meanwhile !== 'waits',
});
