import { Fen, Instant, Integer, OneOf, TextList, Uuid } from '@pitlane/contracts';
import { MEANWHILE_WISHES, type MeanwhileWish } from '../appointments/meanwhile.js';
import { SLOT_HOLD_STATUSES, type SlotHold, type SlotHoldStatus } from '../slot-holds/slot-hold.entity.js';

export class OwnHold {
  @Uuid() vehicleId!: string;
  /** Operation codes of the labor catalog. */
  @TextList({ min: 1, max: 20 }) operations!: string[];
  @Instant() startsAt!: string;
  @OneOf(MEANWHILE_WISHES) meanwhile!: MeanwhileWish;
}

/** A time that a customer keeps, without who and what is kept for it. */
export class OwnHoldView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(SLOT_HOLD_STATUSES) status!: SlotHoldStatus;
  @Instant() startsAt!: string;
  @Instant() endsAt!: string;
  /** From then on it is free for others. */
  @Instant() expiresAt!: string;
  /** Tax included, by the price list. */
  @Fen() lowFen!: number;
  @Fen() highFen!: number;

  static of({
    id,
    version,
    status,
    startsAt,
    endsAt,
    expiresAt,
    estimate: { lowFen, highFen },
  }: SlotHold): OwnHoldView {
    return {
      ...{ id, version, status, lowFen, highFen },
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    };
  }
}
