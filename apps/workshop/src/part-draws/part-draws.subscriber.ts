import { Controller } from '@nestjs/common';
import { PartsIssued, PartsReturned, ReservationLinesClosed } from '@pitlane/contracts';
import { Handles, type Tx } from '@pitlane/platform';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { RepairOrderNotKnown } from '../repair-orders/repair-order.errors.js';

/** Parts says what was drawn, what came back, and on what no more will be issued; in any order (WKS-9). */
@Controller()
export class PartDrawsSubscriber {
  @Handles(PartsIssued)
  async noteIssued({ repairOrderId, lines }: PartsIssued, tx: Tx): Promise<void> {
    const order = await lockKnown(tx, repairOrderId);
    for (const { lineId, quantityThousandths } of lines)
      order.partLine(lineId).issuedThousandths += quantityThousandths;
    await tx.save(order);
  }

  @Handles(PartsReturned)
  async noteReturned({ repairOrderId, lines }: PartsReturned, tx: Tx): Promise<void> {
    const order = await lockKnown(tx, repairOrderId);
    for (const { lineId, quantityThousandths } of lines)
      order.partLine(lineId).returnedThousandths += quantityThousandths;
    await tx.save(order);
  }

  @Handles(ReservationLinesClosed)
  async noteClosed({ repairOrderId, lines }: ReservationLinesClosed, tx: Tx): Promise<void> {
    const order = await lockKnown(tx, repairOrderId);
    for (const { lineId, netIssuedThousandths } of lines)
      order.partLine(lineId).closedNetThousandths = netIssuedThousandths;
    await tx.save(order);
  }
}

/** @throws RepairOrderNotKnown */
async function lockKnown(tx: Tx, id: string): Promise<RepairOrder> {
  const order = await tx.lockOne(RepairOrder, { id });
  if (!order) throw new RepairOrderNotKnown(id);
  return order;
}
