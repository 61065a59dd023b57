import type { ArrivedLot, ShippedLot } from '@pitlane/contracts';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { LotSuspicion } from '../deliveries/delivery.entity.js';
import { NotShipped } from '../transfers/transfer.errors.js';
import { IncomingTransfer } from './incoming-transfer.entity.js';

/** What of a lot did not arrive as it was shipped. */
export interface LotDifference {
  /** Lot of the giving store. */
  readonly fromLotId: string;
  readonly lostThousandths: number;
  readonly goingBackThousandths: number;
}

/** What is on its way of one lot of the giving store; received, it is a lot of this store with the same id as this row. */
@Entity()
export class IncomingTransferLot {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => IncomingTransfer, (transfer) => transfer.lots) incomingTransfer!: Relation<IncomingTransfer>;
  @Column('uuid') incomingTransferId!: string;
  @Column('int') position!: number;
  @Column('uuid') fromLotId!: string;
  @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) unitCostFen!: number;
  @Column('text', { nullable: true }) certificate!: string | null;
  @Column('date', { nullable: true }) expiresOn!: string | null;
  @Column('text') deliveryNote!: string;
  @Column('text') supplier!: string;
  @Column('bigint', { transformer: safeInteger }) receivedThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) lostThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) goingBackThousandths!: number;
  /** By the giving store (PRT-8). */
  @Column('boolean') suspected!: boolean;
  /** Why that store suspects it, or why that was lifted; empty while it never did. */
  @Column('text') suspicionReason!: string;

  static of(
    storeId: string,
    position: number,
    { id, lotId, ...shipped }: ShippedLot & { id: string },
  ): IncomingTransferLot {
    return Object.assign(new IncomingTransferLot(), {
      ...{ certificate: null, expiresOn: null, ...shipped },
      ...{ id, storeId, position, fromLotId: lotId },
      ...{ receivedThousandths: 0, lostThousandths: 0, goingBackThousandths: 0 },
      ...{ suspected: false, suspicionReason: '' },
    });
  }

  /** @throws NotShipped */
  arrive({ lostThousandths, goingBackThousandths }: Omit<LotDifference, 'fromLotId'>): void {
    const receivedThousandths = this.quantityThousandths - lostThousandths - goingBackThousandths;
    if (receivedThousandths < 0) throw new NotShipped(this.fromLotId);
    Object.assign(this, { receivedThousandths, lostThousandths, goingBackThousandths });
  }

  /** @returns whether it was news */
  hearSuspicion({ suspected, reason }: LotSuspicion): boolean {
    if (suspected === this.suspected && (!suspected || reason === this.suspicionReason)) return false;
    Object.assign(this, { suspected, suspicionReason: reason });
    return true;
  }

  /** Why the giving store suspects it; null while it does not. */
  get suspectedReason(): string | null {
    return this.suspected ? this.suspicionReason : null;
  }

  toArrivedLot(): ArrivedLot {
    const { id: lotId, fromLotId, partNumber, unitCostFen } = this;
    const { receivedThousandths, lostThousandths, goingBackThousandths } = this;
    return {
      ...{ fromLotId, lotId, partNumber, receivedThousandths, lostThousandths, goingBackThousandths, unitCostFen },
    };
  }
}
