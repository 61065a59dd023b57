import type { RunReport } from './ground.js';
import { FAULTS, SKIPPED } from './faults/faults.js';
import { CAMPAIGN_RUNS } from './plan.js';

/** What is kept of a run. */
export interface RunSummary extends Omit<RunReport, 'results' | 'happenings'> {
  readonly faultClass: string;
  /** Notes that its faults made. */
  readonly strikes: number;
  /** The tables of what was red. */
  readonly red: readonly string[];
}

const sum = (runs: readonly RunSummary[], of: (run: RunSummary) => number): number =>
  runs.reduce((total, run) => total + of(run), 0);

/** A page for docs/: what was tried, how often, and what broke. */
export function campaignReport(seed: number, runs: readonly RunSummary[]): string {
  const red = runs.filter((run) => run.red.length > 0);
  return `# Chaos campaign

Written by \`npm run chaos -- --campaign\`, seed ${seed}. Each run plays visits through HTTP on two replicas of each service while its
faults strike, heals, waits until every event had its effect, and asks every invariant of \`npm run verify\`, all answers again (X9),
the clients' history against the books (X8), and what is left stuck (X13).

| | |
| --- | --- |
| runs | ${runs.length} of ${CAMPAIGN_RUNS} |
| red | ${red.length} |
| events | ${sum(runs, ({ events }) => events)} |
| commands | ${sum(runs, ({ commands }) => commands)} |
| requests whose outcome was unknown at first | ${sum(runs, ({ repeated }) => repeated)} |
| things done to it | ${sum(runs, ({ strikes }) => strikes)} |
| hours | ${(sum(runs, ({ seconds }) => seconds) / 3_600).toFixed(1)} |

| fault | what happens | runs | events | red |
| --- | --- | --- | --- | --- |
${FAULTS.map(({ id, says }) => rowOf(id, says, runs)).join('\n')}

Not done here: ${Object.entries(SKIPPED)
    .map(([id, why]) => `${id} (${why})`)
    .join('; ')}.
${red.map(({ seed: of, faults, red: tables }) => `\n## Red: ${faults.join(', ')}, seed ${of}\n\n\`\`\`\n${tables.join('\n')}\n\`\`\`\n`).join('')}`;
}

function rowOf(id: string, says: string, runs: readonly RunSummary[]): string {
  const own = runs.filter(({ faults }) => faults.includes(id));
  const red = own.filter((run) => run.red.length > 0).length;
  return `| ${id} | ${says} | ${own.length} | ${sum(own, ({ events }) => events)} | ${red} |`;
}
