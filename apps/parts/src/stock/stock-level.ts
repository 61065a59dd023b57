/** What there is of a part, in thousandths of its unit, by what it is kept for. */
export interface StockLevel {
  /** In the bin, kept for nobody. */
  readonly availableThousandths: number;
  /** In the bin, kept for a reservation. */
  readonly reservedThousandths: number;
  /** On the reserved shelf. */
  readonly stagedThousandths: number;
  readonly quarantinedThousandths: number;
}

/** What there is of a part, and what bookings far ahead will want of it. */
export interface PartLevel extends StockLevel {
  /** Of soft reservations: nothing is taken for them yet (PRT-5). */
  readonly softlyReservedThousandths: number;
}

export const NO_STOCK: PartLevel = {
  availableThousandths: 0,
  reservedThousandths: 0,
  stagedThousandths: 0,
  quarantinedThousandths: 0,
  softlyReservedThousandths: 0,
};

/** What its limits are compared with (PRT-6): less than nothing when more is softly reserved than there is. */
export const unpromisedThousandths = (level: PartLevel): number =>
  level.availableThousandths - level.softlyReservedThousandths;

/** What can be given to somebody, or is kept for somebody. */
export const onHandThousandths = (level: StockLevel): number =>
  level.availableThousandths + level.reservedThousandths + level.stagedThousandths;

/** A lot on hand, with the delivery that it came with. */
export interface LotInStock extends StockLevel {
  readonly lotId: string;
  readonly deliveryId: string;
  readonly deliveryNote: string;
  readonly supplier: string;
  readonly unitCostFen: number;
  readonly receivedAt: Date;
  /** Calendar day. */
  readonly expiresOn: string | null;
}
