import {
  Code, Instant, Integer, Kilometres, ListOf, Nested, OneOf, RIDE_KINDS, RIDE_RELEASE_REASONS, type RideKind, Text, TextList, Uuid,
} from '@pitlane/contracts'; // prettier-ignore
import { PageQuery } from '@pitlane/platform';
import { CarStateBody, MarkBody } from '../courtesy-cars/courtesy-car.dto.js';
import {
  type Comparison, type HandOver, type Ride, RIDE_STATUSES, type RideStatus, type Signer, SIGNERS,
} from './ride.entity.js'; // prettier-ignore

export class MoveRide {
  /** Left out: as it is. */
  @Instant({ optional: true }) keptFrom?: string;
}

export class SetOut {
  /** Of the car that is brought back; left out when one is fetched. */
  @Kilometres({ optional: true }) mileageKm?: number;
}

export class BringIn {
  @Kilometres() mileageKm!: number;
}

/** The car as both sides see it at the customer's, and what goes with it. */
export class HandCarOver extends CarStateBody {
  @Integer({ min: 1, max: 9 }) keys!: number;
  /** `行驶证` */
  @TextList({ max: 10 }) documents!: string[];
  /** Names the signed document. */
  @Code() agreementReference!: string;
  /** SHA-256 of the document, in hex. */
  @Text(64, { min: 64, pattern: /^[0-9a-f]{64}$/ }) agreementSha256!: string;
  @Instant() agreementSignedAt!: string;
  /** Who gave the car to the driver, or took it. */
  @OneOf(SIGNERS) signedBy!: Signer;
}

export class RidesQuery extends PageQuery {
  @OneOf(RIDE_STATUSES, { optional: true }) status?: RideStatus;
  @Uuid({ optional: true }) appointmentId?: string;
  /** Staff id. */
  @Code({ optional: true }) driverId?: string;
}

export class HandOverView extends HandCarOver {
  /** Staff id. */
  @Code() by!: string;

  static of(handOver: HandOver): HandOverView {
    return { ...handOver, marks: [...handOver.marks], documents: [...handOver.documents] };
  }
}

/** How a car that was brought back differs from what was fetched. */
export class ComparisonView {
  @ListOf(() => MarkBody) newMarks!: MarkBody[];
  /** Between the two rides, on a road test for example. */
  @Kilometres() drivenAtStoreKm!: number;

  static of({ newMarks, drivenAtStoreKm }: Comparison): ComparisonView {
    return { newMarks: [...newMarks], drivenAtStoreKm };
  }
}

export class RideView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(RIDE_STATUSES) status!: RideStatus;
  @OneOf(RIDE_KINDS) kind!: RideKind;
  @Uuid() appointmentId!: string;
  /** Staff id. */
  @Code() driverId!: string;
  @Instant() keptFrom!: string;
  @Instant() keptUntil!: string;
  @Instant({ nullable: true }) setOutAt!: string | null;
  /** Of the customer's car when it came to the store, or left it. */
  @Kilometres({ nullable: true }) storeMileageKm!: number | null;
  @Instant({ nullable: true }) handedOverAt!: string | null;
  @Nested(() => HandOverView, { nullable: true }) handOver!: HandOverView | null;
  /** Null until the car is back, and of one that the customer brought. */
  @Nested(() => ComparisonView, { nullable: true }) comparison!: ComparisonView | null;
  @Instant({ nullable: true }) doneAt!: string | null;
  @OneOf(RIDE_RELEASE_REASONS, { nullable: true }) releaseReason!: string | null;

  static of(ride: Ride): RideView {
    const { id, version, status, kind, appointmentId, driverId, storeMileageKm, handOver, comparison } = ride;
    return {
      ...{ id, version, status, kind, appointmentId, driverId, storeMileageKm, releaseReason: ride.releaseReason },
      keptFrom: ride.keptFrom.toISOString(),
      keptUntil: ride.keptUntil.toISOString(),
      setOutAt: ride.setOutAt?.toISOString() ?? null,
      handedOverAt: ride.handedOverAt?.toISOString() ?? null,
      handOver: handOver && HandOverView.of(handOver),
      comparison: comparison && ComparisonView.of(comparison),
      doneAt: ride.doneAt?.toISOString() ?? null,
    };
  }
}
