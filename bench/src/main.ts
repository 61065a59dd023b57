import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { writeDocument } from './report/document.js';
import { tableOf } from './report/table.js';
import { type Context, isMet, type RowResult, type Suite } from './rows/row.js';
import { SUITES } from './rows/suites.js';
import { PeersMissing } from './world/peers.js';
import { World } from './world/world.js';

const HELP = `npm run bench                     every row of docs/performance.md, about 15 minutes
npm run bench -- --only R1,R8     some rows
npm run bench -- --quick          the gate: R8 alone, short; ends with 1 when a goal is missed
npm run bench -- --json           the results as JSON on standard output
npm run bench -- --write          also writes the table and the chart into docs/performance.md and docs/performance.svg
npm run bench -- --from FILE      measures nothing: takes results that --json gave
npm run bench -- --repeats N      rounds of each comparison (default 5)
npm run bench -- --seconds N      length of each load (default 3)
npm run bench -- --parts N --bookings N --stores N   the largest data of R10, R13 and R15 (default 1,000,000, 1,000,000 and 200)

It starts servers of its own in a temporary folder, and leaves nothing behind. Run it on a quiet machine: a round in which others
used more than a fifth of the processors does not count.`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    from: { type: 'string' },
    repeats: { type: 'string' },
    seconds: { type: 'string' },
    parts: { type: 'string' },
    bookings: { type: 'string' },
    stores: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const USUAL_STORES = 20;

const began = Date.now();
const say = (message: string): void =>
  void process.stderr.write(`${((Date.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${message}\n`);

function numberOf(option: 'repeats' | 'seconds' | 'parts' | 'bookings' | 'stores', usual: number): number {
  const value = Number(values[option] ?? usual);
  if (!(value > 0)) throw new Error(`--${option} takes a number above zero.`);
  return value;
}

function settings(wanted: readonly string[]): Omit<Context, 'world'> {
  return {
    wanted,
    repeats: numberOf('repeats', values.quick ? 3 : 5),
    durationMs: numberOf('seconds', values.quick ? 2 : 3) * 1_000,
    sizes: {
      parts: numberOf('parts', 1_000_000),
      bookings: numberOf('bookings', 1_000_000),
      stores: Math.min(numberOf('stores', 200), 200),
    },
    say,
  };
}

function wantedRows(): readonly string[] {
  const all = SUITES.flatMap(({ rows }) => rows);
  const wanted = values.only?.split(',') ?? (values.quick ? ['R8'] : all);
  const unknown = wanted.filter((row) => !all.some((known) => known === row));
  if (unknown.length > 0) throw new Error(`There is no row ${unknown.join()}.`);
  return wanted;
}

/** Each suite has servers of its own: none finds what another left. */
async function run(suite: Suite, options: Omit<Context, 'world'>): Promise<RowResult[]> {
  say(suite.rows.join(', '));
  const world = await World.start(suite.needsAllStores ? options.sizes.stores : USUAL_STORES);
  try {
    return await suite.run({ ...options, world });
  } catch (error) {
    const outcome = error instanceof PeersMissing ? 'skipped' : 'failed';
    return suite.rows.map((row) => ({ row, findings: [], sides: [], [outcome]: (error as Error).message }));
  } finally {
    await world.stop();
  }
}

async function measureRows(rows: readonly string[]): Promise<RowResult[]> {
  const options = settings(rows);
  const results: RowResult[] = [];
  for (const suite of SUITES.filter((one) => one.rows.some((row) => rows.includes(row)))) {
    results.push(...(await run(suite, options)).filter(({ row }) => rows.includes(row)));
  }
  return results.sort((a, b) => Number(a.row.slice(1)) - Number(b.row.slice(1)));
}

const read = (file: string): RowResult[] => JSON.parse(readFileSync(file, 'utf8')) as RowResult[];

function machine(): string {
  const day = new Date().toISOString().slice(0, 10);
  return `Measured on ${day} with ${availableParallelism()} processors, Node ${process.versions.node}.`;
}

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const results = values.from === undefined ? await measureRows(wantedRows()) : read(values.from);
  if (values.write) await writeDocument(results, machine());
  process.stdout.write(`${values.json ? JSON.stringify(results) : tableOf(results)}\n`);
  const isGood = ({ findings, failed }: RowResult): boolean => !failed && (!values.quick || findings.every(isMet));
  return results.every(isGood) ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130)); // what runs ends with it
process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  return 2;
});
