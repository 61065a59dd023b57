import type { ShippedLot, TakenBackLot } from '@pitlane/contracts';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { NotShipped } from '../transfers/transfer.errors.js';
import { OutgoingTransfer } from './outgoing-transfer.entity.js';

/** What became of a shipped lot at the other store. */
export interface LotArrival {
  readonly lotId: string;
  readonly receivedThousandths: number;
  readonly lostThousandths: number;
  readonly goingBackThousandths: number;
}

/** What left of one lot for the sister store: it is in transit until it is received, lost or back. */
@Entity()
export class OutgoingTransferLot {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => OutgoingTransfer, (transfer) => transfer.lots) outgoingTransfer!: Relation<OutgoingTransfer>;
  @Column('uuid') outgoingTransferId!: string;
  @Column('int') position!: number;
  @Column('uuid') lotId!: string;
  @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) unitCostFen!: number;
  @Column('text', { nullable: true }) certificate!: string | null;
  @Column('date', { nullable: true }) expiresOn!: string | null;
  @Column('text') deliveryNote!: string;
  @Column('text') supplier!: string;
  @Column('bigint', { transformer: safeInteger }) receivedThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) lostThousandths!: number;
  /** The other store sends it back. */
  @Column('bigint', { transformer: safeInteger }) goingBackThousandths!: number;
  /** In its own lot again. */
  @Column('bigint', { transformer: safeInteger }) goneBackThousandths!: number;

  static of(storeId: string, position: number, shipped: ShippedLot & { id: string }): OutgoingTransferLot {
    return Object.assign(new OutgoingTransferLot(), {
      ...{ certificate: null, expiresOn: null, ...shipped, storeId, position },
      ...{ receivedThousandths: 0, lostThousandths: 0, goingBackThousandths: 0, goneBackThousandths: 0 },
    });
  }

  hear({ receivedThousandths, lostThousandths, goingBackThousandths }: LotArrival): void {
    Object.assign(this, { receivedThousandths, lostThousandths, goingBackThousandths });
  }

  /** @throws NotShipped when more is lost than was on its way back */
  takeBack(lostThousandths: number): TakenBackLot {
    const quantityThousandths = this.goingBackThousandths - lostThousandths;
    if (quantityThousandths < 0) throw new NotShipped(this.lotId);
    this.goingBackThousandths = 0;
    this.goneBackThousandths = quantityThousandths;
    this.lostThousandths += lostThousandths;
    const { lotId, partNumber, unitCostFen } = this;
    return { lotId, partNumber, quantityThousandths, lostThousandths, unitCostFen };
  }

  toShippedLot(): ShippedLot {
    const { lotId, partNumber, quantityThousandths, unitCostFen, certificate, expiresOn, deliveryNote, supplier } =
      this;
    return {
      ...{ lotId, partNumber, quantityThousandths, unitCostFen, deliveryNote, supplier },
      ...(certificate !== null && { certificate }),
      ...(expiresOn !== null && { expiresOn }),
    };
  }
}
