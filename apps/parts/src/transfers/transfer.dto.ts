import { Code, Day, Fen, Text, Thousandths, Uuid } from '@pitlane/contracts';

export class TransferLineEntry {
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
}

/** What is shipped of one lot; what is neither received, lost nor back is on its way. */
export class TransferLotView {
  /** Lot of the giving store. */
  @Uuid() fromLotId!: string;
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  @Fen() unitCostFen!: number;
  @Text(120, { nullable: true }) certificate!: string | null;
  @Day({ nullable: true }) expiresOn!: string | null;
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  @Thousandths() receivedThousandths!: number;
  @Thousandths() lostThousandths!: number;
  /** Sent back, and not there yet. */
  @Thousandths() goingBackThousandths!: number;
}

type LotFacts = Omit<TransferLotView, 'fromLotId'>;

/** What both stores show of a lot. */
export function lotFacts(lot: LotFacts): LotFacts {
  const { partNumber, quantityThousandths, unitCostFen, certificate, expiresOn, deliveryNote, supplier } = lot;
  const { receivedThousandths, lostThousandths, goingBackThousandths } = lot;
  return {
    ...{ partNumber, quantityThousandths, unitCostFen, certificate, expiresOn, deliveryNote, supplier },
    ...{ receivedThousandths, lostThousandths, goingBackThousandths },
  };
}
