import { Injectable } from '@nestjs/common';
import { NotFound } from '@pitlane/kernel';
import { Database, type Tx } from '@pitlane/platform';
import {
  type DeliveryTraceView, type IssueOfLotView, type LineOfOrderView, type LineTraceView, type LotOfDeliveryView, type LotOfLineView,
  type LotTraceView, OTHER_KINDS, type OtherMovementView, type SettledLineView, type SettlementTraceView,
} from './trace.dto.js'; // prettier-ignore
import * as sql from './traced-rows.queries.js';

/** Supplier delivery → lot → issue → repair order line → settlement line, both ways (PRT-3). */
@Injectable()
export class TraceQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  ofDelivery(id: string): Promise<DeliveryTraceView> {
    return this.db.read(async (tx) => {
      const [delivery] = await tx.query<sql.DeliveryRow>(sql.DELIVERY, [id, tx.scope.stores]);
      if (!delivery) throw new NotFound('delivery', id);
      const lots = await tx.query<sql.LotRow>(sql.LOTS_OF_DELIVERY, [id]);
      return { ...deliveryOf(delivery), lots: await withWays(tx, lots) };
    });
  }

  /** @throws NotFound */
  ofLot(id: string): Promise<LotTraceView> {
    return this.db.read(async (tx) => {
      const rows = await tx.query<sql.LotRow & sql.DeliveryRow>(sql.LOT, [id, tx.scope.stores]);
      const [lot] = await withWays(tx, rows);
      const [delivery] = rows.map(deliveryOf);
      if (!lot || !delivery) throw new NotFound('lot', id);
      return { ...lot, ...delivery };
    });
  }

  /** @throws NotFound */
  ofLine(id: string): Promise<LineTraceView> {
    return this.db.read(async (tx) => {
      const [line] = await linesOf(tx, [id]);
      if (!line) throw new NotFound('repair order line', id);
      return line;
    });
  }

  /** @throws NotFound */
  ofSettlement(id: string): Promise<SettlementTraceView> {
    return this.db.read(async (tx) => {
      const settled = await tx.query<{ line_id: string }>(sql.LINES_OF_SETTLEMENT, [id, tx.scope.stores]);
      if (settled.length === 0) throw new NotFound('settlement', id);
      const lineIds = settled.map(({ line_id }) => line_id);
      return { settlementId: id, lines: await linesOf(tx, lineIds) };
    });
  }
}

/** Lots with all that became of them. */
async function withWays(tx: Tx, lots: readonly sql.LotRow[]): Promise<LotOfDeliveryView[]> {
  const lotIds = lots.map(({ lot_id }) => lot_id);
  const issues = await tx.query<sql.IssueRow>(sql.ISSUES_OF_LOTS, [lotIds]);
  const others = await tx.query<sql.OtherRow>(sql.OTHERS_OF_LOTS, [lotIds, OTHER_KINDS]);
  return lots.map((lot) => ({
    lotId: lot.lot_id,
    partNumber: lot.part_number,
    expiresOn: lot.expires_on,
    certificate: lot.certificate,
    result: lot.result,
    unitCostFen: Number(lot.unit_cost_fen),
    receivedThousandths: Number(lot.received_thousandths),
    fromStoreId: lot.from_store_id,
    issues: issues.filter(({ lot_id }) => lot_id === lot.lot_id).map(issueOf),
    otherMovements: others.filter(({ lot_id }) => lot_id === lot.lot_id).map(otherOf),
  }));
}

/** Lines of repair orders with the lots that they got. */
async function linesOf(tx: Tx, lineIds: readonly string[]): Promise<LineTraceView[]> {
  const lines = await tx.query<sql.OrderRow & { part_number: string }>(sql.LINES, [lineIds, tx.scope.stores]);
  const lots = await tx.query<sql.LotOfLineRow>(sql.LOTS_OF_LINES, [lineIds]);
  return lines.map((line) => ({
    ...orderOf(line),
    partNumber: line.part_number,
    lots: lots.filter(({ line_id }) => line_id === line.line_id).map(lotOf),
  }));
}

const deliveryOf = (row: sql.DeliveryRow): Omit<DeliveryTraceView, 'lots'> => ({
  deliveryId: row.delivery_id,
  deliveryNote: row.delivery_note,
  supplier: row.supplier,
  receivedAt: row.received_at.toISOString(),
});

const orderOf = (row: sql.OrderRow): LineOfOrderView => ({
  repairOrderId: row.repair_order_id,
  repairOrderNumber: row.repair_order_number,
  vehicleId: row.vehicle_id,
  vin: row.vin,
  plate: row.plate,
  lineId: row.line_id,
  settled: row.settlement_id === null ? null : settledOf(row),
});

const settledOf = (row: sql.SettledRow): SettledLineView => ({
  settlementId: row.settlement_id,
  number: row.settlement_number,
  quantityThousandths: Number(row.settled_thousandths),
  amountFen: Number(row.amount_fen),
  issuedAt: row.settled_at.toISOString(),
});

const quantitiesOf = (
  row: sql.QuantityRow,
): Pick<IssueOfLotView, 'issueId' | 'issuedAt' | 'quantityThousandths' | 'returnedThousandths'> => ({
  issueId: row.issue_id,
  issuedAt: row.issued_at.toISOString(),
  quantityThousandths: Number(row.quantity_thousandths),
  returnedThousandths: Number(row.returned_thousandths),
});

const issueOf = (row: sql.IssueRow): IssueOfLotView => ({
  ...orderOf(row),
  ...quantitiesOf(row),
  receivedBy: row.received_by,
});

const otherOf = (row: sql.OtherRow): OtherMovementView => ({
  kind: row.kind,
  quantityThousandths: Number(row.quantity),
  documentId: row.document_id,
  cameBack: row.came_back,
  toStoreId: row.to_store_id,
  reason: row.reason,
  occurredAt: row.occurred_at.toISOString(),
});

const lotOf = (row: sql.LotOfLineRow): LotOfLineView => ({
  ...quantitiesOf(row),
  lotId: row.lot_id,
  deliveryId: row.delivery_id,
  deliveryNote: row.delivery_note,
  supplier: row.supplier,
  unitCostFen: Number(row.unit_cost_fen),
});
