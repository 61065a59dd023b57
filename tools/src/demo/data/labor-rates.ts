import type { PayType, Skill } from '@pitlane/contracts';

/**
 * What an hour of labor costs, in fen, tax included: 28000 is ¥280.00 (BIL-1).
 * Makers and insurers pay less than a customer at the counter; internal work is charged at cost.
 */
export const LABOR_RATES_FEN: Readonly<Record<Skill, Readonly<Record<PayType, number>>>> = {
  maintenance: { customer: 28_000, warranty: 22_000, insurance: 26_000, internal: 16_000, goodwill: 22_000 },
  engine: { customer: 36_000, warranty: 28_000, insurance: 33_000, internal: 20_000, goodwill: 28_000 },
  chassis: { customer: 32_000, warranty: 25_000, insurance: 30_000, internal: 18_000, goodwill: 25_000 },
  brakes: { customer: 30_000, warranty: 24_000, insurance: 28_000, internal: 17_000, goodwill: 24_000 },
  electrical: { customer: 36_000, warranty: 28_000, insurance: 33_000, internal: 20_000, goodwill: 28_000 },
  'ev-high-voltage': { customer: 45_000, warranty: 38_000, insurance: 42_000, internal: 26_000, goodwill: 38_000 },
  'air-conditioning': { customer: 32_000, warranty: 25_000, insurance: 30_000, internal: 18_000, goodwill: 25_000 },
  transmission: { customer: 40_000, warranty: 32_000, insurance: 37_000, internal: 23_000, goodwill: 32_000 },
  body: { customer: 32_000, warranty: 26_000, insurance: 28_000, internal: 18_000, goodwill: 26_000 },
  paint: { customer: 35_000, warranty: 28_000, insurance: 30_000, internal: 20_000, goodwill: 28_000 },
  tyres: { customer: 24_000, warranty: 19_000, insurance: 22_000, internal: 14_000, goodwill: 19_000 },
  diagnosis: { customer: 40_000, warranty: 32_000, insurance: 36_000, internal: 22_000, goodwill: 32_000 },
};
