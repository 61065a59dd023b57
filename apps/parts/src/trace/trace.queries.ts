import { Injectable } from '@nestjs/common';
import { NotFound } from '@pitlane/kernel';
import { Database } from '@pitlane/platform';
import type { InspectionResult } from './lot.entity.js';
import type { IssueOfLotView, LineTraceView, LotOfLineView, LotTraceView } from './trace.dto.js';

/** Supplier delivery → lot → issue → repair order line, both ways (PRT-3). */
@Injectable()
export class TraceQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  ofLot(lotId: string): Promise<LotTraceView> {
    return this.db.read(async (tx) => {
      const [lot] = await tx.query<LotRow>(LOT, [lotId, tx.scope.stores]);
      if (!lot) throw new NotFound('lot', lotId);
      const issues = await tx.query<IssueRow>(ISSUES_OF_LOT, [lotId]);
      return {
        lotId,
        partNumber: lot.part_number,
        deliveryId: lot.delivery_id,
        deliveryNote: lot.delivery_note,
        supplier: lot.supplier,
        receivedAt: lot.received_at.toISOString(),
        expiresOn: lot.expires_on,
        certificate: lot.certificate,
        result: lot.result,
        unitCostFen: Number(lot.unit_cost_fen),
        receivedThousandths: Number(lot.received_thousandths),
        issues: issues.map(issueOf),
      };
    });
  }

  /** @throws NotFound */
  ofLine(lineId: string): Promise<LineTraceView> {
    return this.db.read(async (tx) => {
      const [line] = await tx.query<{ repair_order_id: string; part_number: string }>(LINE, [lineId, tx.scope.stores]);
      if (!line) throw new NotFound('repair order line', lineId);
      const lots = await tx.query<LotOfLineRow>(LOTS_OF_LINE, [lineId]);
      return { lineId, repairOrderId: line.repair_order_id, partNumber: line.part_number, lots: lots.map(lotOf) };
    });
  }
}

interface DeliveryRow {
  delivery_id: string;
  delivery_note: string;
  supplier: string;
  unit_cost_fen: string;
}

interface LotRow extends DeliveryRow {
  part_number: string;
  received_at: Date;
  expires_on: string | null;
  certificate: string | null;
  result: InspectionResult;
  received_thousandths: string;
}

interface QuantityRow {
  issue_id: string;
  issued_at: Date;
  quantity_thousandths: string;
  returned_thousandths: string;
}

interface IssueRow extends QuantityRow {
  repair_order_id: string;
  line_id: string;
  received_by: string;
}

interface LotOfLineRow extends QuantityRow, DeliveryRow {
  lot_id: string;
}

const LOT = `
  SELECT lot.part_number, lot.delivery_id, delivery.delivery_note, delivery.supplier, lot.received_at, lot.expires_on::text,
         lot.certificate, lot.result, lot.unit_cost_fen, lot.received_thousandths
  FROM lot JOIN delivery ON delivery.id = lot.delivery_id WHERE lot.id = $1 AND lot.store_id = ANY ($2)`;

const ISSUES_OF_LOT = `
  SELECT issue.id AS issue_id, issue.repair_order_id, line.line_id, issue.received_by, issue.issued_at,
         drawn.quantity_thousandths, drawn.returned_thousandths
  FROM issue_lot drawn JOIN issue_line line ON line.id = drawn.issue_line_id JOIN issue ON issue.id = line.issue_id
  WHERE drawn.lot_id = $1 ORDER BY issue.id, line.id`;

const LINE = `
  SELECT reservation.purpose_id AS repair_order_id, line.part_number
  FROM reservation_line line JOIN reservation ON reservation.id = line.reservation_id
  WHERE line.id = $1 AND line.store_id = ANY ($2) AND reservation.purpose = 'repair-order'`;

const LOTS_OF_LINE = `
  SELECT issue.id AS issue_id, issue.issued_at, drawn.lot_id, drawn.delivery_id, drawn.delivery_note, drawn.supplier,
         drawn.unit_cost_fen, drawn.quantity_thousandths, drawn.returned_thousandths
  FROM issue_line line JOIN issue_lot drawn ON drawn.issue_line_id = line.id JOIN issue ON issue.id = line.issue_id
  WHERE line.line_id = $1 ORDER BY issue.id, drawn.position`;

const quantitiesOf = (
  row: QuantityRow,
): Pick<IssueOfLotView, 'issueId' | 'issuedAt' | 'quantityThousandths' | 'returnedThousandths'> => ({
  issueId: row.issue_id,
  issuedAt: row.issued_at.toISOString(),
  quantityThousandths: Number(row.quantity_thousandths),
  returnedThousandths: Number(row.returned_thousandths),
});

const issueOf = (row: IssueRow): IssueOfLotView => ({
  ...quantitiesOf(row),
  repairOrderId: row.repair_order_id,
  lineId: row.line_id,
  receivedBy: row.received_by,
});

const lotOf = (row: LotOfLineRow): LotOfLineView => ({
  ...quantitiesOf(row),
  lotId: row.lot_id,
  deliveryId: row.delivery_id,
  deliveryNote: row.delivery_note,
  supplier: row.supplier,
  unitCostFen: Number(row.unit_cost_fen),
});
