import { MEANWHILE } from '@pitlane/contracts';

/** What the customer does meanwhile (APT-15). To the others, one with a courtesy car `leaves`; its loan says the rest. */
export const MEANWHILE_WISHES = [...MEANWHILE, 'courtesy-car'] as const;
export type MeanwhileWish = (typeof MEANWHILE_WISHES)[number];
