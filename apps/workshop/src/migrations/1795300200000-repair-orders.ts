import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The repair order with its jobs and part lines, its way from status to status, and its numbers. */
export class RepairOrders1795300200000 implements MigrationInterface {
  readonly name = 'RepairOrders1795300200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    await runner.query(`
      CREATE TABLE repair_order (
        id uuid PRIMARY KEY, store_id text NOT NULL, version int NOT NULL, event_version int NOT NULL,
        number text, appointment_id uuid, customer_id uuid NOT NULL, vehicle_id uuid NOT NULL, advisor_id text NOT NULL,
        status text NOT NULL, status_changed_at timestamptz NOT NULL, status_changed_by text NOT NULL,
        complaint text NOT NULL, meanwhile text NOT NULL, plan jsonb, received_at timestamptz,
        intake jsonb, mileage_km int, promised_at timestamptz,
        quote_version int NOT NULL, authorized_version int NOT NULL, audit jsonb, handover jsonb,
        CONSTRAINT repair_order_number UNIQUE (store_id, number),
        CONSTRAINT repair_order_of_appointment UNIQUE (store_id, appointment_id),
        CONSTRAINT repair_order_status CHECK (status IN
          ('draft', 'received', 'open', 'authorized', 'in-progress', 'completed', 'ready', 'delivered', 'cancelled')),
        CONSTRAINT repair_order_opened CHECK (status IN ('draft', 'received', 'cancelled')
          OR (number IS NOT NULL AND intake IS NOT NULL AND mileage_km >= 0 AND promised_at IS NOT NULL)),
        CONSTRAINT repair_order_signed CHECK (authorized_version BETWEEN 0 AND quote_version
          AND (authorized_version > 0 OR status IN ('draft', 'received', 'open', 'cancelled'))));
      CREATE INDEX repair_order_in_house ON repair_order (store_id, promised_at) WHERE status NOT IN ('delivered', 'cancelled');
      CREATE INDEX repair_order_of_vehicle ON repair_order (vehicle_id);
      CREATE TABLE job (
        id uuid PRIMARY KEY, store_id text NOT NULL, repair_order_id uuid NOT NULL REFERENCES repair_order,
        status text NOT NULL, labor_line_id uuid NOT NULL UNIQUE, operation_code text NOT NULL, name_zh text NOT NULL,
        name_en text NOT NULL, flat_rate_hundredths int NOT NULL CHECK (flat_rate_hundredths > 0), skill text NOT NULL,
        bay_kind text NOT NULL, safety_critical boolean NOT NULL, road_test boolean NOT NULL, pay_type text NOT NULL,
        complaint text NOT NULL, cause text, correction text, finding_id uuid, rework_of uuid REFERENCES job, quote_version int,
        authorized_at timestamptz, technician_id text, bay_id uuid REFERENCES bay, override_reason text, started_at timestamptz,
        paused_for text, finished_at timestamptz, drop_reason text, inspection_round int NOT NULL,
        CONSTRAINT job_status CHECK (status IN
          ('proposed', 'authorized', 'dispatched', 'in-progress', 'paused', 'done', 'dropped', 'declined', 'withdrawn')),
        CONSTRAINT job_done_by_consent CHECK (authorized_at IS NOT NULL OR status IN ('proposed', 'declined', 'withdrawn')),
        CONSTRAINT job_starts_after_consent CHECK (started_at IS NULL OR started_at >= authorized_at),
        CONSTRAINT job_assigned CHECK (status NOT IN ('dispatched', 'in-progress', 'paused')
          OR (technician_id IS NOT NULL AND bay_id IS NOT NULL)),
        CONSTRAINT job_rework_is_free CHECK (rework_of IS NULL OR pay_type = 'internal'),
        CONSTRAINT job_one_car_per_bay EXCLUDE USING gist (bay_id WITH =, repair_order_id WITH <>)
          WHERE (status IN ('dispatched', 'in-progress', 'paused')));
      CREATE INDEX job_of_order ON job (repair_order_id);
      CREATE INDEX job_of_technician ON job (store_id, technician_id);
      CREATE TABLE part_line (
        id uuid PRIMARY KEY, store_id text NOT NULL, job_id uuid NOT NULL REFERENCES job, part_number text NOT NULL,
        quantity_thousandths bigint NOT NULL CHECK (quantity_thousandths > 0), old_part_choice text NOT NULL,
        requested_at timestamptz, dropped_at timestamptz, issued_thousandths bigint NOT NULL, returned_thousandths bigint NOT NULL,
        closed_net_thousandths bigint,
        CONSTRAINT part_line_drawn CHECK (issued_thousandths >= 0 AND returned_thousandths >= 0));
      CREATE INDEX part_line_of_job ON part_line (job_id);
      CREATE TABLE order_number (
        store_id text NOT NULL, year int NOT NULL, last int NOT NULL CHECK (last > 0),
        PRIMARY KEY (store_id, year));
      CREATE TABLE repair_order_status_change (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, store_id text NOT NULL,
        repair_order_id uuid NOT NULL REFERENCES repair_order, status text NOT NULL, changed_at timestamptz NOT NULL,
        changed_by text NOT NULL);
      CREATE INDEX status_change_of_order ON repair_order_status_change (repair_order_id, id);`);
    await storeOwned(runner, 'repair_order', 'job', 'part_line', 'order_number', 'repair_order_status_change');
    await keepHistory(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE repair_order_status_change, order_number, part_line, job, repair_order;
      DROP FUNCTION note_status_change, refuse_change;`);
  }
}

/** Every change of status is kept by the database itself, and stays as it is. */
async function keepHistory(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION note_status_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO repair_order_status_change (store_id, repair_order_id, status, changed_at, changed_by)
      VALUES (NEW.store_id, NEW.id, NEW.status, NEW.status_changed_at, NEW.status_changed_by);
      RETURN NULL;
    END $$;
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'The history of % is not changed.', TG_TABLE_NAME;
    END $$;
    CREATE TRIGGER note_first_status AFTER INSERT ON repair_order FOR EACH ROW EXECUTE FUNCTION note_status_change();
    CREATE TRIGGER note_status AFTER UPDATE OF status ON repair_order FOR EACH ROW WHEN (OLD.status <> NEW.status)
      EXECUTE FUNCTION note_status_change();
    CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON repair_order_status_change FOR EACH ROW EXECUTE FUNCTION refuse_change();`);
}
