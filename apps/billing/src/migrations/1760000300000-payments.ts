import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payments and refunds, the gateways' tasks and the simulator's books, exit passes. */
export class Payments1760000300000 implements MigrationInterface {
  readonly name = 'Payments1760000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PAYMENTS);
    await runner.query(PAYMENTS_ADD_UP);
    await runner.query(GATEWAYS);
    await runner.query(EXIT_PASSES);
    await storeOwned(
      runner,
      'payment',
      'refund',
      'gateway_task',
      'simulated_order',
      'simulated_refund',
      'simulated_callback',
      'exit_pass',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER settlement_payments_add_up ON settlement;
      DROP FUNCTION payments_add_up;
      DROP TABLE exit_pass, simulated_callback, simulated_refund, simulated_order, gateway_task, refund, payment;`);
  }
}

const PAYMENTS = `
  CREATE TABLE payment (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    settlement_id uuid NOT NULL,
    method text NOT NULL,
    amount_fen bigint NOT NULL CONSTRAINT payment_amount CHECK (amount_fen > 0),
    status text NOT NULL CONSTRAINT payment_status
      CHECK (status IN ('pending', 'captured', 'surplus', 'expired', 'failed')),
    taken_by text NOT NULL,
    requested_at timestamptz NOT NULL,
    expires_at timestamptz,
    code_url text,
    gateway_transaction_id text,
    received_at timestamptz,
    refunded_fen bigint NOT NULL,
    CONSTRAINT payment_of_store UNIQUE (store_id, id),
    CONSTRAINT payment_transaction UNIQUE (store_id, method, gateway_transaction_id),
    CONSTRAINT payment_refunded CHECK (refunded_fen BETWEEN 0 AND amount_fen),
    CONSTRAINT payment_received CHECK ((received_at IS NOT NULL) = (status IN ('captured', 'surplus'))),
    CONSTRAINT payment_of_settlement FOREIGN KEY (store_id, settlement_id) REFERENCES settlement (store_id, id));
  CREATE INDEX payment_settlement ON payment (settlement_id);
  CREATE INDEX payment_pending ON payment (store_id, expires_at) WHERE status = 'pending';

  CREATE TABLE refund (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    payment_id uuid NOT NULL,
    amount_fen bigint NOT NULL CONSTRAINT refund_amount CHECK (amount_fen > 0),
    reason text NOT NULL,
    status text NOT NULL CONSTRAINT refund_status CHECK (status IN ('requested', 'sending', 'refunded', 'rejected')),
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL,
    approved_by text,
    approved_at timestamptz,
    refunded_at timestamptz,
    CONSTRAINT refund_approved CHECK (status = 'requested' OR approved_by IS NOT NULL),
    CONSTRAINT refund_of_payment FOREIGN KEY (store_id, payment_id) REFERENCES payment (store_id, id));
  CREATE INDEX refund_payment ON refund (payment_id);`;

// Checked at commit: what a settlement says is paid is what its payments brought and its refunds left (invariant B4).
const PAYMENTS_ADD_UP = `
  CREATE FUNCTION payments_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (
      SELECT FROM settlement s WHERE s.id = NEW.id AND s.paid_fen <> (
        SELECT coalesce(sum(p.amount_fen - p.refunded_fen), 0) FROM payment p
        WHERE p.settlement_id = s.id AND p.status = 'captured')
    ) OR EXISTS (
      SELECT FROM payment p WHERE p.settlement_id = NEW.id AND p.refunded_fen <> (
        SELECT coalesce(sum(r.amount_fen), 0) FROM refund r WHERE r.payment_id = p.id AND r.status = 'refunded')
    ) THEN
      RAISE EXCEPTION 'settlement % does not equal its payments', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_payments_add_up';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER settlement_payments_add_up AFTER INSERT OR UPDATE ON settlement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_add_up();`;

const GATEWAYS = `
  CREATE TABLE gateway_task (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    kind text NOT NULL CONSTRAINT gateway_task_kind CHECK (kind IN ('open-order', 'refund')),
    gateway text NOT NULL,
    payment_id uuid NOT NULL,
    settlement_id uuid NOT NULL,
    refund_id uuid,
    amount_fen bigint NOT NULL,
    status text NOT NULL CONSTRAINT gateway_task_status CHECK (status IN ('waiting', 'done')),
    attempts int NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    CONSTRAINT gateway_task_refund CHECK ((kind = 'refund') = (refund_id IS NOT NULL)));
  CREATE INDEX gateway_task_due ON gateway_task (store_id, next_attempt_at) WHERE status = 'waiting';

  CREATE TABLE simulated_order (
    payment_id uuid PRIMARY KEY,
    store_id text NOT NULL,
    gateway text NOT NULL,
    idempotency_key uuid NOT NULL UNIQUE,
    amount_fen bigint NOT NULL,
    code_url text NOT NULL,
    transaction_id text);

  CREATE TABLE simulated_refund (
    idempotency_key uuid PRIMARY KEY,
    store_id text NOT NULL,
    payment_id uuid NOT NULL REFERENCES simulated_order,
    amount_fen bigint NOT NULL);

  CREATE TABLE simulated_callback (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    gateway text NOT NULL,
    payment_id uuid NOT NULL REFERENCES simulated_order,
    transaction_id text NOT NULL,
    amount_fen bigint NOT NULL);`;

const EXIT_PASSES = `
  CREATE TABLE exit_pass (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    settlement_id uuid NOT NULL,
    repair_order_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    vehicle_id uuid NOT NULL,
    status text NOT NULL CONSTRAINT exit_pass_status CHECK (status IN ('live', 'used', 'expired')),
    issued_by text NOT NULL,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    credit_reason text,
    used_at timestamptz,
    CONSTRAINT exit_pass_used CHECK ((used_at IS NOT NULL) = (status = 'used')),
    CONSTRAINT exit_pass_settlement FOREIGN KEY (store_id, settlement_id) REFERENCES settlement (store_id, id));
  CREATE UNIQUE INDEX exit_pass_one_per_visit ON exit_pass (store_id, repair_order_id) WHERE status <> 'expired';`;
