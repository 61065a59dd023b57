import {
  CarFetched, CarReturned, type RideKind, RideMoved, RidePlanned, RideReleased, type RideReleaseReason, RideSetOut,
} from '@pitlane/contracts'; // prettier-ignore
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import type { Period } from '../capacity/day.js';
import type { CarState, Mark } from '../courtesy-cars/courtesy-car.entity.js';
import { AgreementNotSignedYet } from '../courtesy-loans/courtesy-loan.errors.js';
import {
  CarNotAtTheStore, CarWasFetched, HandedOverAlready, NotHandedOver, OdometerOfReturn, RideMileageFell, RideTimeIsOver,
  RideTimeNotPossible, WrongRideStatus,
} from './ride.errors.js'; // prettier-ignore

export const RIDE_STATUSES = ['planned', 'under-way', 'done', 'released'] as const;
export type RideStatus = (typeof RIDE_STATUSES)[number];

export const SIGNERS = ['customer', 'representative'] as const;
export type Signer = (typeof SIGNERS)[number];

/** The customer's car changes hands at the customer's: what both sides saw, and what went with it. */
export interface HandOver extends CarState {
  /** Staff id of whoever wrote it down. */
  readonly by: string;
  readonly keys: number;
  /** `行驶证` */
  readonly documents: readonly string[];
  /** Names the signed document. */
  readonly agreementReference: string;
  /** SHA-256 of it, in hex. */
  readonly agreementSha256: string;
  /** UTC instant, ISO 8601. */
  readonly agreementSignedAt: string;
  /** Who gave the car to the driver, or took it; no name. */
  readonly signedBy: Signer;
}

/** How a car that is brought back differs from what was fetched. */
export interface Comparison {
  readonly newMarks: readonly Mark[];
  /** Between the two rides: `14` of a road test. */
  readonly drivenAtStoreKm: number;
}

export interface RideFacts {
  readonly id: string;
  readonly storeId: string;
  readonly appointmentId: string;
  readonly kind: RideKind;
  /** Staff id. */
  readonly driverId: string;
  readonly period: Period;
}

const EMPTY = {
  ...{ setOutAt: null, storeMileageKm: null, handOver: null, handedOverAt: null, comparison: null },
  ...{ doneAt: null, releaseReason: null },
};

/** A driver who is kept to fetch a customer's car or to bring it back, then does so (APT-15); of two at one time the database refuses one. */
@Entity()
export class Ride extends Aggregate {
  @Disclosed() @Column('text') status!: RideStatus;
  @Disclosed() @Column('text') kind!: RideKind;
  @Column('uuid') appointmentId!: string;
  /** Staff id. */
  @Disclosed() @Column('text') driverId!: string;
  @Column('timestamptz') keptFrom!: Date;
  @Column('timestamptz') keptUntil!: Date;
  @Column('timestamptz', { nullable: true }) setOutAt!: Date | null;
  /** Of the customer's car when it came to the store, or left it. */
  @Column('int', { nullable: true }) storeMileageKm!: number | null;
  @Column('jsonb', { nullable: true }) handOver!: HandOver | null;
  @Column('timestamptz', { nullable: true }) handedOverAt!: Date | null;
  /** Null until the car is back, and of one that the customer brought. */
  @Column('jsonb', { nullable: true }) comparison!: Comparison | null;
  /** From then on the driver is free. */
  @Column('timestamptz', { nullable: true }) doneAt!: Date | null;
  @Disclosed() @Column('text', { nullable: true }) releaseReason!: RideReleaseReason | null;

  static plan({ id, storeId, appointmentId, kind, driverId, period }: RideFacts): { ride: Ride; event: RidePlanned } {
    const ride = new Ride();
    ride.begin(id, storeId);
    Object.assign(ride, { status: 'planned', kind, appointmentId, driverId, ...EMPTY });
    Object.assign(ride, { keptFrom: period.from, keptUntil: period.to });
    return { ride, event: RidePlanned.of({ ...ride.ids(), kind, ...ride.times() }) };
  }

  /**
   * Whether the ride may have that time; the caller looks for a driver who is free then.
   * @param visitStartsAt a car is fetched before, and brought back after
   * @throws WrongRideStatus | RideTimeNotPossible
   */
  checkMovable({ from, to }: Period, visitStartsAt: Date, at: Date): void {
    this.checkStatus('planned');
    const isInOrder = this.kind === 'fetch' ? to <= visitStartsAt : from >= visitStartsAt;
    if (from < at || !isInOrder) throw new RideTimeNotPossible();
  }

  /** Another time or another driver: the caller saw that they are free then. */
  moveTo(driverId: string, { from, to }: Period): RideMoved {
    Object.assign(this, { driverId, keptFrom: from, keptUntil: to });
    return RideMoved.of({ ...this.ids(), kind: this.kind, ...this.times() });
  }

  /**
   * The driver leaves the store. Earlier than planned, they are kept from now on.
   * @param mileageKm of the car that is brought back; undefined when one is fetched
   * @throws WrongRideStatus | RideTimeIsOver | OdometerOfReturn | CarNotAtTheStore | RideMileageFell
   */
  setOut(mileageKm: number | undefined, { at, hasArrived, fetch }: Leaving): RideSetOut {
    this.checkStatus('planned');
    if (at >= this.keptUntil) throw new RideTimeIsOver(this.keptUntil);
    if ((this.kind === 'return') !== (mileageKm !== undefined)) throw new OdometerOfReturn();
    if (mileageKm !== undefined) {
      if (!hasArrived || (fetch && fetch.status !== 'done')) throw new CarNotAtTheStore(this.appointmentId);
      checkMileage(mileageKm, fetch?.storeMileageKm);
    }
    const keptFrom = at < this.keptFrom ? at : this.keptFrom;
    Object.assign(this, { status: 'under-way', setOutAt: at, storeMileageKm: mileageKm ?? null, keptFrom });
    return RideSetOut.of({ ...this.ids(), kind: this.kind, setOutAt: at.toISOString() });
  }

  /**
   * The customer gives the car to the driver, or has it back: then the ride is done.
   * @param fetch the ride that fetched the car; null when the customer brought it
   * @throws WrongRideStatus | HandedOverAlready | AgreementNotSignedYet | RideMileageFell
   */
  handCarOver(handOver: HandOver, fetch: Ride | null, at: Date): CarFetched | CarReturned {
    this.checkStatus('under-way');
    if (this.handOver) throw new HandedOverAlready(this.id);
    if (new Date(handOver.agreementSignedAt) > at) throw new AgreementNotSignedYet();
    checkMileage(handOver.mileageKm, this.storeMileageKm);
    const handedOverAt = notBefore(at, this.setOutAt);
    Object.assign(this, { handOver, handedOverAt });
    const { mileageKm, fuelPercent } = handOver;
    const seen = { ...this.ids(), handedOverAt: handedOverAt.toISOString(), mileageKm, fuelPercent };
    if (this.kind === 'fetch') return CarFetched.of(seen);

    const comparison = this.compareWith(fetch);
    Object.assign(this, { status: 'done', doneAt: handedOverAt, comparison });
    return CarReturned.of({ ...seen, ...(comparison && { newMarks: comparison.newMarks.length }) });
  }

  /** The fetched car is at the store: from now on its driver is free. @throws WrongRideStatus | NotHandedOver | RideMileageFell */
  bringIn(mileageKm: number, at: Date): void {
    this.checkStatus('under-way');
    if (!this.handOver) throw new NotHandedOver(this.id);
    checkMileage(mileageKm, this.handOver.mileageKm);
    const doneAt = notBefore(at, this.handedOverAt);
    Object.assign(this, { status: 'done', storeMileageKm: mileageKm, doneAt });
  }

  /** The driver is not needed and free for others; one who is under way turns round. @throws CarWasFetched | WrongRideStatus */
  release(reason: RideReleaseReason, at: Date): RideReleased {
    if (this.kind === 'fetch' && this.handOver) throw new CarWasFetched(this.appointmentId);
    const canTurnRound = this.kind === 'fetch' && this.status === 'under-way';
    if (!canTurnRound) this.checkStatus('planned');
    Object.assign(this, { status: 'released', releaseReason: reason });
    return RideReleased.of({ ...this.ids(), kind: this.kind, reason, releasedAt: at.toISOString() });
  }

  get period(): Period {
    return { from: this.keptFrom, to: this.keptUntil };
  }

  /** The store comes for the car, or has it: its customer is not the one who is late. */
  get isFetching(): boolean {
    return this.kind === 'fetch' && (this.status === 'under-way' || this.status === 'done');
  }

  private compareWith(fetch: Ride | null): Comparison | null {
    if (!this.handOver || !fetch?.handOver) return null;
    const before = fetch.handOver.marks;
    const newMarks = this.handOver.marks.filter(
      ({ place, text }) => !before.some((mark) => mark.place === place && mark.text === text),
    );
    return { newMarks, drivenAtStoreKm: (this.storeMileageKm ?? 0) - (fetch.storeMileageKm ?? 0) };
  }

  private checkStatus(status: RideStatus): void {
    if (this.status !== status) throw new WrongRideStatus(this.id, this.status);
  }

  private ids(): { rideId: string; appointmentId: string; driverId: string } {
    return { rideId: this.id, appointmentId: this.appointmentId, driverId: this.driverId };
  }

  private times(): { keptFrom: string; keptUntil: string } {
    return { keptFrom: this.keptFrom.toISOString(), keptUntil: this.keptUntil.toISOString() };
  }
}

export interface Leaving {
  readonly at: Date;
  /** The visit has: its car is at the store. */
  readonly hasArrived: boolean;
  /** The ride that fetched the car; null when the customer brought it. */
  readonly fetch: Ride | null;
}

/** @throws RideMileageFell */
function checkMileage(mileageKm: number, lastKm: number | null | undefined): void {
  if (typeof lastKm === 'number' && mileageKm < lastKm) throw new RideMileageFell(lastKm);
}

/** A clock that was set back must not end something before it began. */
const notBefore = (at: Date, earlier: Date | null): Date => (earlier && at < earlier ? earlier : at);
