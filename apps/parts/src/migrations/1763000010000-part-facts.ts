import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cars that a part fits by make, model and years (PRT-1), its minimum pack (PRT-16), and whether it is remanufactured. */
export class PartFacts1763000010000 implements MigrationInterface {
  readonly name = 'PartFacts1763000010000';

  async up(runner: QueryRunner): Promise<void> {
    // What was free text stays for replicas of the release before, which read and write it.
    await runner.query(`
      ALTER TABLE part NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE part
        ALTER COLUMN fits SET DEFAULT '{}',
        ADD COLUMN fitted_cars jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(fitted_cars) = 'array'),
        ADD COLUMN min_pack_thousandths bigint CHECK (min_pack_thousandths > 0),
        ADD COLUMN is_remanufactured boolean NOT NULL DEFAULT false;
      UPDATE part SET fitted_cars = (
        SELECT jsonb_agg(jsonb_build_object('make', split_part(car, ' ', 1), 'model', coalesce(nullif(substr(car, strpos(car, ' ') + 1), ''), car)))
        FROM unnest(fits) car)
      WHERE fits <> '{}';
      ALTER TABLE part FORCE ROW LEVEL SECURITY;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE part DROP COLUMN fitted_cars, DROP COLUMN min_pack_thousandths, DROP COLUMN is_remanufactured,
        ALTER COLUMN fits DROP DEFAULT`);
  }
}
