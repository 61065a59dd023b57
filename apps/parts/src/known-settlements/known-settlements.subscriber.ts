import { Controller } from '@nestjs/common';
import { SettlementIssued } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { SettledLine } from './settled-line.entity.js';

/** A settlement is final once it is issued: what it says of parts is noted as it is. */
@Controller()
export class KnownSettlementsSubscriber {
  @Handles(SettlementIssued)
  async note(
    { settlementId, number, repairOrderId, partLines = [], issuedAt }: SettlementIssued,
    tx: Tx,
  ): Promise<void> {
    const settled = {
      storeId: actingStore(tx.scope),
      settlementId,
      number,
      repairOrderId,
      issuedAt: new Date(issuedAt),
    };
    await tx.put(...partLines.map((line) => Object.assign(new SettledLine(), settled, line)));
  }
}
