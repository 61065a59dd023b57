import { createRequire } from 'node:module';

/** What is made of a day for the sake of a holiday: a day off, or a workday in its place. */
export type HolidayKind = 'day-off' | 'make-up-workday';

/** By local day, its name in several languages. */
type Days = Readonly<Record<string, string>>;

const { holidays, workdays } = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as {
  holidays: Days;
  workdays: Days;
};

/** What the State Council announced for a local day; undefined: nothing, or its year is not announced yet. */
export function announced(date: string): HolidayKind | undefined {
  if (date in workdays) return 'make-up-workday';
  return date in holidays ? 'day-off' : undefined;
}
