/** Demand by how often and how evenly it comes; `none` when nothing was asked for. */
export const DEMAND_CLASSES = ['smooth', 'erratic', 'intermittent', 'lumpy', 'none'] as const;
export type DemandClass = (typeof DEMAND_CLASSES)[number];

/** Cut-offs of Syntetos, Boylan and Croston, "On the categorization of demand patterns" (2005). */
const MOST_REGULAR_INTERVAL = 1.32;
const MOST_EVEN_CV_SQUARED = 0.49;

export interface DemandPattern {
  readonly demandClass: DemandClass;
  /** Mean interval between weeks with demand, in weeks (ADI); 0 without demand. */
  readonly intervalWeeks: number;
  /** Squared coefficient of variation of what such a week asks for (CV²); 0 without demand. */
  readonly cvSquared: number;
}

/** Classifies a demand by its weeks, oldest first. */
export function patternOf(weeks: readonly number[]): DemandPattern {
  const sizes = weeks.filter((quantity) => quantity > 0);
  if (sizes.length === 0) return { demandClass: 'none', intervalWeeks: 0, cvSquared: 0 };
  const intervalWeeks = weeks.length / sizes.length;
  const cvSquared = varianceOf(sizes) / meanOf(sizes) ** 2;
  return { demandClass: classOf(intervalWeeks, cvSquared), intervalWeeks, cvSquared };
}

function classOf(intervalWeeks: number, cvSquared: number): DemandClass {
  const isEven = cvSquared < MOST_EVEN_CV_SQUARED;
  if (intervalWeeks < MOST_REGULAR_INTERVAL) return isEven ? 'smooth' : 'erratic';
  return isEven ? 'intermittent' : 'lumpy';
}

/** 0 of nothing. */
export const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
}
