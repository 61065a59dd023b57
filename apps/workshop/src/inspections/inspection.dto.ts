import {
  Code, INSPECTION_KINDS, INSPECTION_RESULTS, type InspectionKind, type InspectionResult, Instant, Integer, ListOf, Nested, OneOf,
  Text, Uuid,
} from '@pitlane/contracts'; // prettier-ignore
import { Check, RoadTest } from './check.js';
import type { Inspection } from './inspection.entity.js';

export class Inspect {
  @OneOf(INSPECTION_KINDS) kind!: InspectionKind;
  @OneOf(INSPECTION_RESULTS) result!: InspectionResult;
  @ListOf(() => Check, { max: 60 }) checks!: Check[];
  @Nested(() => RoadTest, { optional: true }) roadTest?: RoadTest;
  /** Both with a failure. */
  @Text(60, { optional: true }) defectClass?: string;
  @Text(500, { optional: true }) cause?: string;
}

export class InspectionView {
  @Uuid() id!: string;
  @Uuid() jobId!: string;
  @Integer() round!: number;
  @OneOf(INSPECTION_KINDS) kind!: InspectionKind;
  @OneOf(INSPECTION_RESULTS) result!: InspectionResult;
  @Code() inspectorId!: string;
  @Instant() inspectedAt!: string;
  @Integer({ nullable: true }) checklistVersion!: number | null;
  @ListOf(() => Check) checks!: Check[];
  @Nested(() => RoadTest, { nullable: true }) roadTest!: RoadTest | null;
  @Text(60, { nullable: true }) defectClass!: string | null;
  @Text(500, { nullable: true }) cause!: string | null;
  @Uuid({ nullable: true }) reworkJobId!: string | null;

  static of(inspection: Inspection): InspectionView {
    const { id, jobId, round, kind, result, inspectorId, checklistVersion, checks, roadTest } = inspection;
    const { defectClass, cause, reworkJobId } = inspection;
    const inspectedAt = inspection.inspectedAt.toISOString();
    const who = { inspectorId, inspectedAt, checklistVersion, checks, roadTest };
    return { id, jobId, round, kind, result, ...who, defectClass, cause, reworkJobId };
  }
}
