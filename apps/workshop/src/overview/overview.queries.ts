import { Injectable } from '@nestjs/common';
import type { BayKind, Meanwhile } from '@pitlane/contracts';
import { Database } from '@pitlane/platform';
import { Finding } from '../findings/finding.entity.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { QuoteVersion } from '../quotes/quote-version.entity.js';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import type { RepairOrderStatus } from '../repair-orders/repair-order-status.js';

const MOST = 200;

export interface StatusRow {
  status: RepairOrderStatus;
  changed_at: Date;
  changed_by: string;
}

export interface OrderRow {
  id: string;
  number: string | null;
  customer_id: string;
  plate: string | null;
  status: RepairOrderStatus;
  advisor_id: string;
  meanwhile: Meanwhile;
  received_at: Date;
  promised_at: Date | null;
}

export interface BayRow {
  id: string;
  name: string;
  kind: BayKind;
  active: boolean;
  repair_order_id: string | null;
}

export interface TechnicianRow {
  technician_id: string;
  job_id: string | null;
  load: number;
}

export interface DeferredRow {
  repair_order_id: string;
  finding_id: string | null;
  job_id: string | null;
  operation_code: string | null;
  description: string;
  safety_critical: boolean;
  since: Date;
}

/** Declined findings and jobs, and dropped or forgotten ones; gone once the car got the operation in a later job. */
const DEFERRED = `
  SELECT "order".id AS repair_order_id, job.finding_id, job.id AS job_id, job.operation_code, job.complaint AS description,
    job.safety_critical OR coalesce(finding.safety_critical, false) AS safety_critical, "order".status_changed_at AS since
  FROM job JOIN repair_order "order" ON "order".id = job.repair_order_id LEFT JOIN finding ON finding.id = job.finding_id
  WHERE "order".vehicle_id = $1 AND "order".store_id = ANY ($2) AND (job.status IN ('declined', 'dropped')
    OR (job.status = 'proposed' AND "order".status IN ('completed', 'ready', 'delivered')))
    AND NOT EXISTS (SELECT FROM job later JOIN repair_order done ON done.id = later.repair_order_id
      WHERE done.vehicle_id = $1 AND later.operation_code = job.operation_code AND later.status = 'done' AND later.id > job.id)
  UNION ALL
  SELECT "order".id, finding.id, NULL, NULL, finding.description, finding.safety_critical, finding.decided_at
  FROM finding JOIN repair_order "order" ON "order".id = finding.repair_order_id
  WHERE "order".vehicle_id = $1 AND "order".store_id = ANY ($2) AND finding.status = 'declined'
    AND NOT EXISTS (SELECT FROM job WHERE job.finding_id = finding.id AND job.status = 'declined')
  ORDER BY since DESC LIMIT ${MOST}`;

@Injectable()
export class OverviewQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  detailOf(id: string) {
    return this.db.read(async (tx) => {
      const order = await tx.get(RepairOrder, id);
      const ofOrder = { repairOrderId: id };
      const history = await tx.query<StatusRow>(
        'SELECT status, changed_at, changed_by FROM repair_order_status_change WHERE repair_order_id = $1 ORDER BY id',
        [id],
      );
      return {
        order,
        quotes: await tx.list(QuoteVersion, ofOrder),
        findings: await tx.list(Finding, ofOrder),
        inspections: await tx.list(Inspection, ofOrder),
        history,
      };
    });
  }

  /** Cars in the house, the earliest promised first. */
  ordersInHouse(): Promise<OrderRow[]> {
    return this.db.read((tx) =>
      tx.query<OrderRow>(
        `SELECT id, number, customer_id, plate, status, advisor_id, meanwhile, received_at, promised_at
         FROM repair_order LEFT JOIN known_vehicle USING (store_id, vehicle_id)
         WHERE store_id = ANY ($1) AND status IN ('received', 'open', 'authorized', 'in-progress', 'completed', 'ready')
         ORDER BY promised_at NULLS LAST, received_at LIMIT ${MOST}`,
        [tx.scope.stores],
      ),
    );
  }

  resources(): Promise<{ bays: BayRow[]; technicians: TechnicianRow[] }> {
    return this.db.read(async (tx) => ({
      bays: await tx.query<BayRow>(
        `SELECT bay.id, name, kind, active AND NOT equipment_out_of_order AS active, (SELECT job.repair_order_id FROM job
           WHERE bay_id = bay.id AND status IN ('dispatched', 'in-progress', 'paused') LIMIT 1) AS repair_order_id
         FROM bay WHERE store_id = ANY ($1) ORDER BY name LIMIT ${MOST}`,
        [tx.scope.stores],
      ),
      technicians: await tx.query<TechnicianRow>(
        `SELECT technician_id,
           (SELECT job_id FROM clock_segment running
             WHERE running.store_id = technician.store_id AND running.technician_id = technician.technician_id AND ended_at IS NULL) AS job_id,
           coalesce((SELECT sum(flat_rate_hundredths) FROM job
             WHERE job.store_id = technician.store_id AND job.technician_id = technician.technician_id
             AND status IN ('dispatched', 'in-progress', 'paused')), 0)::int AS load
         FROM technician WHERE store_id = ANY ($1) AND active ORDER BY technician_id LIMIT ${MOST}`,
        [tx.scope.stores],
      ),
    }));
  }

  deferredWork(vehicleId: string): Promise<DeferredRow[]> {
    return this.db.read((tx) => tx.query<DeferredRow>(DEFERRED, [vehicleId, tx.scope.stores]));
  }
}
