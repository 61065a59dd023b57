import { plusDays, weekdayOf } from '@pitlane/kernel';
import { NoSuchWeek } from './week-board.errors.js';

const DAYS = [0, 1, 2, 3, 4, 5, 6];

/**
 * The seven days of a week of ISO 8601, from Monday on: `2026-W48` begins on 2026-11-23.
 * @throws NoSuchWeek for a 53rd week of a year that has 52
 */
export function daysOfWeek(week: string): string[] {
  const [year = '', number = ''] = week.split('-W');
  const fourth = `${year}-01-04`; // lies in week 1, always
  const monday = plusDays(fourth, 1 - weekdayOf(fourth) + 7 * (Number(number) - 1));
  if (weekOf(monday) !== week) throw new NoSuchWeek(week);
  return DAYS.map((days) => plusDays(monday, days));
}

/** The week of a day: that of its Thursday. */
export function weekOf(date: string): string {
  const thursday = plusDays(date, 4 - weekdayOf(date));
  const year = thursday.slice(0, 4);
  const days = (Date.parse(thursday) - Date.parse(`${year}-01-01`)) / 86_400_000;
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}
