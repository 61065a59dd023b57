import { acrossStores, type References, withinStore } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const REFERENCES: readonly References[] = [
  {
    parent: 'repair_order',
    key: 'id',
    children: [
      'job.repair_order_id',
      'repair_order_status_change.repair_order_id',
      'quote_version.repair_order_id',
      'finding.repair_order_id',
      'clock_segment.repair_order_id',
      'inspection.repair_order_id',
    ],
  },
  {
    parent: 'job',
    key: 'id',
    children: [
      'job.rework_of',
      'part_line.job_id',
      'finding.job_id',
      'clock_segment.job_id',
      'inspection.job_id',
      'inspection.rework_job_id',
    ],
  },
  { parent: 'bay', key: 'id', children: ['job.bay_id', 'clock_segment.bay_id'] },
];

/** No row refers to one of another store. */
export class WithinStore1795300900000 implements MigrationInterface {
  readonly name = 'WithinStore1795300900000';

  async up(runner: QueryRunner): Promise<void> {
    await withinStore(runner, REFERENCES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await acrossStores(runner, REFERENCES);
  }
}
