import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRed, tableOf } from '../verify/report.js';
import { campaignReport, type RunSummary } from './campaign-report.js';
import { USUAL_EDITS } from './edits/edits.js';
import { faultOf } from './faults/faults.js';
import { Ground, type RunReport } from './ground.js';
import { campaignRuns } from './plan.js';

const VISITS = 4;
/** A cluster's books grow with each run; after so many runs the next one is set up anew. */
const RUNS_PER_CLUSTER = 15;

export interface CampaignOptions {
  /** Keeps what was done, so that a campaign that is stopped goes on. */
  readonly progressFile: string;
  readonly reportFile: string;
  readonly runDir: string;
  readonly seed: number;
  readonly show: (report: RunReport) => boolean;
}

interface Progress {
  seed: number;
  runs: RunSummary[];
}

/** Plays the runs that are left, one after the other. @returns whether all runs so far are green */
export async function runCampaign(options: CampaignOptions): Promise<boolean> {
  const progress = progressOf(options);
  const left = campaignRuns(progress.seed).slice(progress.runs.length);
  let ground: Ground | undefined;
  let made = 0;
  try {
    for (const run of left) {
      ground ??= await Ground.open(join(options.runDir, `from-${progress.runs.length}`), USUAL_EDITS);
      const report = await ground.run({ seed: run.seed, faults: run.faults, visits: VISITS });
      const isGreen = options.show(report);
      progress.runs.push(summaryOf(report));
      keep(options, progress);
      made += 1;
      if (isGreen && made % RUNS_PER_CLUSTER !== 0) continue;
      await ground.cluster.stop();
      if (isGreen) rmSync(ground.cluster.runDir, { recursive: true, force: true });
      ground = undefined;
    }
  } finally {
    await ground?.cluster.stop();
  }
  return progress.runs.every(({ red }) => red.length === 0);
}

function progressOf({ progressFile, seed }: CampaignOptions): Progress {
  if (!existsSync(progressFile)) return { seed, runs: [] };
  return JSON.parse(readFileSync(progressFile, 'utf8')) as Progress;
}

const summaryOf = ({ results, happenings, ...report }: RunReport): RunSummary => ({
  ...report,
  faultClass: report.faults.map((id) => faultOf(id).class).join(' + '),
  strikes: happenings.length,
  red: results.filter(isRed).map((result) => tableOf([result]).split('\n').slice(1).join('\n')),
});

function keep({ progressFile, reportFile }: CampaignOptions, progress: Progress): void {
  writeFileSync(`${progressFile}.new`, JSON.stringify(progress));
  renameSync(`${progressFile}.new`, progressFile);
  writeFileSync(reportFile, campaignReport(progress.seed, progress.runs));
}
