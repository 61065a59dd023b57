/** A later visit is a comeback within either bound (WKS-12). */
export const COMEBACK_DAYS = 30;
export const COMEBACK_KM = 1000;
/** Rework is to stay below 2 % of the finished jobs (WKS-12). */
export const REWORK_GOAL_BASIS_POINTS = 200;

/** What each figure counts, in the words that stand where it is shown (KPI-4). */
export const DEFINITIONS = {
  finishedJobs:
    'Jobs that a technician finished on a local day of the period; rework jobs are not among them. ' +
    'All other figures are about these jobs, and count for the technician who finished the job and for its operation.',
  firstPass:
    'Jobs whose first self, peer and final inspection all passed, out of those whose first round is over: ' +
    'all three passed, or one failed.',
  rework: 'Jobs that failed an inspection at least once, out of all finished jobs.',
  comeback:
    'Delivered jobs after which the same car came to this store again with an authorised job of the same operation or ' +
    `the same complaint, received within ${COMEBACK_DAYS} days of the delivery or with at most ${COMEBACK_KM} km more ` +
    'on the clock than at the first intake, out of all delivered jobs. A job counts once, for those who did it first; ' +
    'the figure of a period rises as long as its cars may come back.',
};

/** Numbers of jobs; a job is finished once, and may be each of the others besides. */
export interface QualityCounts {
  finishedJobs: number;
  /** Their first round of inspections is over. */
  inspectedJobs: number;
  firstPassJobs: number;
  reworkedJobs: number;
  deliveredJobs: number;
  comebackJobs: number;
}

/** Shares in basis points: 10,000 is all of them; null where there was nothing to divide by. */
export interface QualityRates {
  firstPassBasisPoints: number | null;
  reworkBasisPoints: number | null;
  comebackBasisPoints: number | null;
}

/** Counts of one technician, of one operation, or of all jobs when both are null. */
export interface QualityRow extends QualityCounts {
  technicianId: string | null;
  operationCode: string | null;
}

/** What a store's finished jobs of a period came to (WKS-12). */
export interface QualityFigures {
  totals: QualityCounts & QualityRates;
  technicians: (QualityCounts & QualityRates & { technicianId: string })[];
  operations: (QualityCounts & QualityRates & { operationCode: string })[];
}

/** Sorts the rows under their headings, and divides. */
export function qualityFigures(rows: readonly QualityRow[]): QualityFigures {
  const figures: QualityFigures = { totals: withRates(NONE), technicians: [], operations: [] };
  for (const { technicianId, operationCode, ...counts } of rows) {
    const rated = withRates(counts);
    if (technicianId !== null) figures.technicians.push({ technicianId, ...rated });
    else if (operationCode !== null) figures.operations.push({ operationCode, ...rated });
    else figures.totals = rated;
  }
  return figures;
}

const NONE: QualityCounts = {
  finishedJobs: 0,
  inspectedJobs: 0,
  firstPassJobs: 0,
  reworkedJobs: 0,
  deliveredJobs: 0,
  comebackJobs: 0,
};

function withRates(counts: QualityCounts): QualityCounts & QualityRates {
  return {
    ...counts,
    firstPassBasisPoints: basisPoints(counts.firstPassJobs, counts.inspectedJobs),
    reworkBasisPoints: basisPoints(counts.reworkedJobs, counts.finishedJobs),
    comebackBasisPoints: basisPoints(counts.comebackJobs, counts.deliveredJobs),
  };
}

const basisPoints = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10_000);
