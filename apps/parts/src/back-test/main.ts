import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { USUAL_SERVICE_LEVELS } from '../policies/stock-policy.js';
import { chartOf } from './chart.js';
import { compare } from './comparison.js';
import { PolicyTest } from './policy-test.js';
import { simulatedHistory } from './simulated-history.js';
import { tablesOf } from './tables.js';

/** Tries the proposed policies on three simulated years: prints tables, and draws a chart into the file that is named. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '20261121' }, parts: { type: 'string', default: '400' } },
});

const ORDER_CYCLE_DAYS = 14;
const history = simulatedHistory(Number(values.seed), Number(values.parts));
const plan = { firstDay: history.firstDay, campaignMonths: history.campaignMonths, orderCycleDays: ORDER_CYCLE_DAYS };
const comparison = compare(
  history.parts.map((part) => new PolicyTest(part, plan)),
  USUAL_SERVICE_LEVELS,
);

process.stdout.write(`Three years, ${history.parts.length} parts, seed ${values.seed}:\n\n${tablesOf(comparison)}`);
const [chart] = positionals;
if (chart !== undefined) writeFileSync(chart, chartOf(comparison.results));
