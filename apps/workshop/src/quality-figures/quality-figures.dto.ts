import { Code, Integer, ListOf, Nested, Text } from '@pitlane/contracts';
import { PeriodQuery } from '../period/period.dto.js';
import {
  DEFINITIONS, type QualityCounts, type QualityFigures, type QualityRates, REWORK_GOAL_BASIS_POINTS,
} from './quality-figures.js'; // prettier-ignore

const Share = (): PropertyDecorator => Integer({ max: 10_000, nullable: true });

/** Numbers of jobs and their shares in basis points (10,000 is all), null where there was nothing to divide by. */
export class QualityView implements QualityCounts, QualityRates {
  @Integer() finishedJobs!: number;
  /** Their first round of inspections is over. */
  @Integer() inspectedJobs!: number;
  @Integer() firstPassJobs!: number;
  @Integer() reworkedJobs!: number;
  @Integer() deliveredJobs!: number;
  @Integer() comebackJobs!: number;
  /** Of the inspected jobs. */
  @Share() firstPassBasisPoints!: number | null;
  /** Of the finished jobs. */
  @Share() reworkBasisPoints!: number | null;
  /** Of the delivered jobs. */
  @Share() comebackBasisPoints!: number | null;
}

export class TechnicianQualityView extends QualityView {
  /** Staff id. */
  @Code() technicianId!: string;
}

export class OperationQualityView extends QualityView {
  @Code() operationCode!: string;
}

/** What each figure counts, to be shown with it (KPI-4). */
export class QualityDefinitionsView {
  @Text(500) finishedJobs!: string;
  @Text(500) firstPass!: string;
  @Text(500) rework!: string;
  @Text(500) comeback!: string;
}

/** First pass, rework and comebacks of the jobs finished in a period (WKS-12). */
export class QualityFiguresView extends PeriodQuery {
  /** Rework stays below it. */
  @Integer() reworkGoalBasisPoints!: number;
  @Nested(() => QualityView) totals!: QualityView;
  @ListOf(() => TechnicianQualityView) technicians!: TechnicianQualityView[];
  @ListOf(() => OperationQualityView, { max: 5000 }) operations!: OperationQualityView[];
  @Nested(() => QualityDefinitionsView) definitions!: QualityDefinitionsView;

  static of({ from, to }: PeriodQuery, figures: QualityFigures): QualityFiguresView {
    return { from, to, reworkGoalBasisPoints: REWORK_GOAL_BASIS_POINTS, ...figures, definitions: DEFINITIONS };
  }
}
