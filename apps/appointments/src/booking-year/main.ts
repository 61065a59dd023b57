import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { yearOf } from './calls.js';
import { playOurs } from './our-calendar.js';
import { playSlotCount } from './slot-count.js';
import { tableOf } from './table.js';

/** Plays a year of one store with two calendars: prints a table, and writes it into the page that is named. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '20261121' } },
});
const MARKS = ['<!-- year: begin -->', '<!-- year: end -->'] as const;

const year = yearOf(Number(values.seed));
const table = tableOf(playOurs(year), playSlotCount(year));
process.stdout.write(`A year of one store, seed ${values.seed}:\n\n${table}\n`);
const [page] = positionals;
if (page !== undefined) {
  const [before, rest] = readFileSync(page, 'utf8').split(MARKS[0]);
  const [, after] = rest?.split(MARKS[1]) ?? [];
  if (before === undefined || after === undefined) throw new Error(`${page} does not say where the table belongs.`);
  writeFileSync(page, `${before}${MARKS[0]}\n\n${table}\n\n${MARKS[1]}${after}`);
}
