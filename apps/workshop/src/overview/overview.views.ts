import { FindingView } from '../findings/finding.dto.js';
import { InspectionView } from '../inspections/inspection.dto.js';
import { QuoteVersionView } from '../quotes/quote.dto.js';
import { RepairOrderView } from '../repair-orders/repair-order.dto.js';
import type {
  BoardBayView, BoardOrderView, BoardTechnicianView, DeferredWorkView, RepairOrderDetailView, WaitingView,
} from './overview.dto.js'; // prettier-ignore
import type { BayRow, DeferredRow, OrderRow, OverviewQueries, TechnicianRow } from './overview.queries.js';

type Detail = Awaited<ReturnType<OverviewQueries['detailOf']>>;

const inOrder = <T extends { id: string }>(rows: T[]): T[] => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));

export function detailView({ order, quotes, findings, inspections, history }: Detail): RepairOrderDetailView {
  return {
    ...RepairOrderView.of(order),
    quotes: inOrder(quotes).map((quote) => QuoteVersionView.of(quote)),
    findings: inOrder(findings).map((finding) => FindingView.of(finding)),
    inspections: inOrder(inspections).map((inspection) => InspectionView.of(inspection)),
    history: history.map(({ status, changed_at, changed_by }) => ({
      status,
      changedAt: changed_at.toISOString(),
      changedBy: changed_by,
    })),
  };
}

/** Late: not ready when it was promised (WKS-8). */
const isLate = ({ status, promised_at }: OrderRow, now: Date): boolean =>
  promised_at !== null && promised_at < now && status !== 'ready';

export function waitingView(row: OrderRow, now: Date): WaitingView {
  return {
    repairOrderId: row.id,
    number: row.number,
    customerId: row.customer_id,
    plate: row.plate,
    status: row.status,
    waitingSince: row.received_at.toISOString(),
    expectedAt: row.promised_at?.toISOString() ?? null,
    late: isLate(row, now),
  };
}

export function boardOrderView(row: OrderRow, now: Date): BoardOrderView {
  const { id: repairOrderId, number, status, plate, advisor_id: advisorId, meanwhile } = row;
  const promisedAt = row.promised_at?.toISOString() ?? null;
  return { repairOrderId, number, status, plate, advisorId, meanwhile, promisedAt, late: isLate(row, now) };
}

export function boardBayView({ id, name, kind, active, repair_order_id }: BayRow): BoardBayView {
  return { bayId: id, name, kind, active, repairOrderId: repair_order_id };
}

export function boardTechnicianView({ technician_id, job_id, load }: TechnicianRow): BoardTechnicianView {
  return { technicianId: technician_id, jobId: job_id, loadHundredths: load };
}

export function deferredWorkView(row: DeferredRow): DeferredWorkView {
  return {
    repairOrderId: row.repair_order_id,
    findingId: row.finding_id,
    jobId: row.job_id,
    operationCode: row.operation_code,
    description: row.description,
    safetyCritical: row.safety_critical,
    since: row.since.toISOString(),
  };
}
