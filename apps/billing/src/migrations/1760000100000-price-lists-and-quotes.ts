import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Price lists, what is known of parts, vehicles and repair orders, and quotes. */
export class PriceListsAndQuotes1760000100000 implements MigrationInterface {
  readonly name = 'PriceListsAndQuotes1760000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COUNTERS);
    await runner.query(PRICE_LISTS);
    await runner.query(KNOWN);
    await runner.query(QUOTES);
    await runner.query(DOCUMENT_ADDS_UP);
    await storeOwned(
      runner,
      'counter',
      'price_list',
      'labor_rate',
      'priced_operation',
      'part_price',
      'known_part',
      'known_vehicle',
      'known_repair_order',
      'quote',
      'quote_line',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE quote_line, quote, known_repair_order, known_vehicle, known_part,
        part_price, priced_operation, labor_rate, price_list, counter;
      DROP FUNCTION document_adds_up;`);
  }
}

const COUNTERS = `
  CREATE TABLE counter (
    store_id text NOT NULL,
    series text NOT NULL,
    last_number int NOT NULL CONSTRAINT counter_counts CHECK (last_number > 0),
    PRIMARY KEY (store_id, series));`;

const PRICE_LISTS = `
  CREATE TABLE price_list (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    list_version int NOT NULL CONSTRAINT price_list_counted CHECK (list_version > 0),
    effective_from timestamptz NOT NULL,
    published_by text NOT NULL,
    published_at timestamptz NOT NULL,
    CONSTRAINT price_list_of_store UNIQUE (store_id, id),
    CONSTRAINT price_list_version UNIQUE (store_id, list_version));
  CREATE INDEX price_list_in_force ON price_list (store_id, effective_from DESC, list_version DESC);

  CREATE TABLE labor_rate (
    store_id text NOT NULL,
    price_list_id uuid NOT NULL,
    skill text NOT NULL,
    pay_type text NOT NULL,
    hourly_rate_fen bigint NOT NULL CONSTRAINT labor_rate_positive CHECK (hourly_rate_fen >= 0),
    PRIMARY KEY (price_list_id, skill, pay_type),
    CONSTRAINT labor_rate_of_list FOREIGN KEY (store_id, price_list_id) REFERENCES price_list (store_id, id));

  CREATE TABLE priced_operation (
    store_id text NOT NULL,
    price_list_id uuid NOT NULL,
    operation_code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    flat_rate_hundredths int NOT NULL CONSTRAINT priced_operation_takes_time CHECK (flat_rate_hundredths > 0),
    skill text NOT NULL,
    bay_kind text NOT NULL,
    safety_critical boolean NOT NULL,
    road_test boolean NOT NULL,
    PRIMARY KEY (price_list_id, operation_code),
    CONSTRAINT priced_operation_of_list FOREIGN KEY (store_id, price_list_id) REFERENCES price_list (store_id, id));

  CREATE TABLE part_price (
    store_id text NOT NULL,
    price_list_id uuid NOT NULL,
    part_number text NOT NULL,
    unit_price_fen bigint NOT NULL CONSTRAINT part_price_positive CHECK (unit_price_fen >= 0),
    PRIMARY KEY (price_list_id, part_number),
    CONSTRAINT part_price_of_list FOREIGN KEY (store_id, price_list_id) REFERENCES price_list (store_id, id));`;

const KNOWN = `
  CREATE TABLE known_part (
    part_id uuid PRIMARY KEY,
    store_id text NOT NULL,
    part_number text NOT NULL,
    name_zh text NOT NULL,
    unit text NOT NULL,
    origin text NOT NULL);
  CREATE INDEX known_part_number ON known_part (store_id, part_number);

  CREATE TABLE known_vehicle (
    store_id text NOT NULL,
    vehicle_id uuid NOT NULL,
    vin text NOT NULL,
    plate text NOT NULL,
    make text NOT NULL,
    model text NOT NULL,
    PRIMARY KEY (store_id, vehicle_id));

  CREATE TABLE known_repair_order (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    number text,
    customer_id uuid NOT NULL,
    vehicle_id uuid NOT NULL,
    quote_id uuid,
    authorized_version int,
    authorized_at timestamptz);`;

const QUOTES = `
  CREATE TABLE quote (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    repair_order_id uuid NOT NULL,
    repair_order_version int NOT NULL,
    finding_id uuid,
    customer_id uuid NOT NULL,
    vehicle_id uuid NOT NULL,
    status text NOT NULL CONSTRAINT quote_status CHECK (status IN ('issued', 'refused', 'replaced')),
    request_sha256 text NOT NULL,
    unpriced text[] NOT NULL,
    price_list_version int,
    total_fen bigint NOT NULL,
    tax_fen bigint NOT NULL,
    customer_share_fen bigint NOT NULL,
    issued_at timestamptz NOT NULL,
    valid_until timestamptz,
    document_sha256 text,
    CONSTRAINT quote_of_store UNIQUE (store_id, id),
    CONSTRAINT quote_amounts CHECK (tax_fen BETWEEN 0 AND total_fen AND customer_share_fen BETWEEN 0 AND total_fen),
    CONSTRAINT quote_priced CHECK (status = 'refused' OR
      (price_list_version IS NOT NULL AND valid_until IS NOT NULL AND document_sha256 IS NOT NULL)));
  CREATE UNIQUE INDEX quote_one_per_version ON quote (store_id, repair_order_id, repair_order_version) WHERE status = 'issued';
  CREATE INDEX quote_repair_order ON quote (store_id, repair_order_id);

  CREATE TABLE quote_line (
    store_id text NOT NULL,
    quote_id uuid NOT NULL,
    line_id uuid NOT NULL,
    position int NOT NULL,
    kind text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    quantity bigint NOT NULL,
    unit_price_fen bigint NOT NULL,
    amount_fen bigint NOT NULL,
    tax_fen bigint NOT NULL,
    pay_type text NOT NULL,
    PRIMARY KEY (quote_id, line_id),
    CONSTRAINT quote_line_amounts CHECK (quantity >= 0 AND unit_price_fen >= 0 AND tax_fen BETWEEN 0 AND amount_fen),
    CONSTRAINT quote_line_of_quote FOREIGN KEY (store_id, quote_id) REFERENCES quote (store_id, id));`;

// Checked at commit: the total of a document is the sum of its lines, to the fen (invariant B1).
const DOCUMENT_ADDS_UP = `
  CREATE FUNCTION document_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    document text := TG_TABLE_NAME;
    adds_up boolean;
  BEGIN
    EXECUTE format(
      'SELECT d.total_fen = l.total AND d.tax_fen = l.tax AND d.customer_share_fen = l.share FROM %1$I d, LATERAL (
         SELECT coalesce(sum(amount_fen), 0) AS total, coalesce(sum(tax_fen), 0) AS tax,
                coalesce(sum(amount_fen) FILTER (WHERE pay_type = ''customer''), 0) AS share
         FROM %2$I WHERE %3$I = $1) l
       WHERE d.id = $1', document, document || '_line', document || '_id')
    INTO adds_up USING NEW.id;
    IF NOT adds_up THEN
      RAISE EXCEPTION '% % does not equal the sum of its lines', document, NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = document || '_adds_up';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER quote_adds_up AFTER INSERT OR UPDATE ON quote
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION document_adds_up();`;
