import { Injectable } from '@nestjs/common';
import { Database, type Page, type PageQuery, Stores } from '@pitlane/platform';
import type { PeriodQuery } from '../period/period.dto.js';
import { periodOf } from '../period/period.js';
import { Technician } from './technician.entity.js';
import { presentMinutes, type TechnicianFigures } from './technician-figures.js';

interface WorkRow {
  worked_minutes: number;
  flat_rate_hundredths: number;
  finished_jobs: number;
  reworked_jobs: number;
}

@Injectable()
export class TechniciansQueries {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  page(query: PageQuery): Promise<Page<Technician>> {
    return this.db.read((tx) => tx.page(Technician, {}, query));
  }

  /**
   * Figures of the technician's store over local days, both included; a clocking counts where it began, a job where it was finished.
   * @throws NotFound | PeriodInvalid
   */
  figures(id: string, query: PeriodQuery): Promise<TechnicianFigures> {
    return this.db.read(async (tx) => {
      const technician = await tx.get(Technician, id);
      const store = this.stores.get(technician.storeId);
      const { days, startsAt, endsAt } = periodOf(query, store.zone);
      const [work] = await tx.query<WorkRow>(
        `SELECT
           (SELECT coalesce(round(sum(extract(epoch FROM ended_at - started_at)) / 60), 0)::int FROM clock_segment
             WHERE store_id = $4 AND technician_id = $1 AND started_at >= $2 AND started_at < $3) AS worked_minutes,
           coalesce(sum(flat_rate_hundredths) FILTER (WHERE rework_of IS NULL), 0)::int AS flat_rate_hundredths,
           (count(*) FILTER (WHERE rework_of IS NULL))::int AS finished_jobs,
           (count(*) FILTER (WHERE rework_of IS NULL AND inspection_round > 1))::int AS reworked_jobs
         FROM job WHERE store_id = $4 AND technician_id = $1 AND finished_at >= $2 AND finished_at < $3`,
        [technician.technicianId, startsAt, endsAt, technician.storeId],
      );
      return {
        technicianId: technician.technicianId,
        workedMinutes: work?.worked_minutes ?? 0,
        presentMinutes: presentMinutes(technician, days, store),
        flatRateHundredths: work?.flat_rate_hundredths ?? 0,
        finishedJobs: work?.finished_jobs ?? 0,
        reworkedJobs: work?.reworked_jobs ?? 0,
      };
    });
  }
}
