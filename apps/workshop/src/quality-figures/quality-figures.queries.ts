import { Injectable } from '@nestjs/common';
import { actingStore, Database, Stores } from '@pitlane/platform';
import type { PeriodQuery } from '../period/period.dto.js';
import { periodOf } from '../period/period.js';
import { COMEBACK_DAYS, COMEBACK_KM, type QualityFigures, qualityFigures, type QualityRow } from './quality-figures.js';

/**
 * Finished jobs from $1 until $2, counted by technician, by operation and in all; comebacks within $3 days or $4 km.
 * A clock that shows less than before was replaced, and proves no short distance.
 */
const COUNTS = `
  WITH finished AS (
    SELECT job.technician_id, job.operation_code,
      job.inspection_round > 1 AS reworked,
      job.inspection_round = 1 AND (SELECT count(*) = 3 FROM inspection
        WHERE inspection.job_id = job.id AND round = 1 AND result = 'passed') AS first_pass,
      visit.status = 'delivered' AS delivered,
      visit.status = 'delivered' AND EXISTS (
        SELECT FROM repair_order later JOIN job again ON again.repair_order_id = later.id
        WHERE later.store_id = visit.store_id AND later.vehicle_id = visit.vehicle_id
          AND later.received_at >= visit.status_changed_at
          AND (later.received_at <= visit.status_changed_at + make_interval(days => $3)
            OR later.mileage_km - visit.mileage_km BETWEEN 0 AND $4)
          AND again.authorized_at IS NOT NULL
          AND (again.operation_code = job.operation_code
            OR lower(btrim(again.complaint)) = lower(btrim(job.complaint)))) AS came_back
    FROM job JOIN repair_order visit ON visit.id = job.repair_order_id
    WHERE job.store_id = $5 AND job.rework_of IS NULL AND job.finished_at >= $1 AND job.finished_at < $2)
  SELECT technician_id AS "technicianId", operation_code AS "operationCode",
    count(*)::int AS "finishedJobs",
    (count(*) FILTER (WHERE reworked OR first_pass))::int AS "inspectedJobs",
    (count(*) FILTER (WHERE first_pass))::int AS "firstPassJobs",
    (count(*) FILTER (WHERE reworked))::int AS "reworkedJobs",
    (count(*) FILTER (WHERE delivered))::int AS "deliveredJobs",
    (count(*) FILTER (WHERE came_back))::int AS "comebackJobs"
  FROM finished GROUP BY GROUPING SETS ((technician_id), (operation_code), ())
  ORDER BY technician_id, operation_code`;

@Injectable()
export class QualityFiguresQueries {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /** @throws PeriodInvalid | DomainError `store_required` when the caller works in several stores and named none */
  async ofPeriod(query: PeriodQuery): Promise<QualityFigures> {
    const store = this.stores.get(actingStore());
    const { startsAt, endsAt } = periodOf(query, store.zone);
    const parameters = [startsAt, endsAt, COMEBACK_DAYS, COMEBACK_KM, store.id];
    return qualityFigures(await this.db.read((tx) => tx.query<QualityRow>(COUNTS, parameters)));
  }
}
