import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import { allocationsOf } from '../appointments/booking.js';
import { askedBy, type MeanwhileWish } from '../appointments/meanwhile.js';
import type { Deed } from '../booking-proposals/booking-proposal.entity.js';
import { Allocation } from '../capacity/allocation.entity.js';
import { needOf, type Plan } from '../capacity/need.js';
import type { Estimate, EstimatedPart } from '../estimates/estimate.js';
import { HoldEnded, HoldExpired, HoldForAnotherVisit, HoldOfAnother } from './slot-hold.errors.js';

export const SLOT_HOLD_STATUSES = ['held', 'booked', 'released', 'expired'] as const;
export type SlotHoldStatus = (typeof SLOT_HOLD_STATUSES)[number];

/** What is held, for whom, and until when. */
export interface Holding {
  readonly id: string;
  readonly storeId: string;
  readonly startsAt: Date;
  /** Grid that the slots were taken on. */
  readonly slotMinutes: number;
  readonly estimate: Estimate;
  readonly plan: Plan;
  /** Both, or neither. */
  readonly customerId: string | null;
  readonly vehicleId: string | null;
  readonly preferredAdvisorId: string | null;
  /** A courtesy car, and until when it is kept (APT-15). */
  readonly courtesyCar: { readonly courtesyCarId: string; readonly until: Date } | null;
  readonly expiresAt: Date;
  readonly deed: Deed;
  /** Ids for the rows of the aggregate. */
  readonly newId: () => string;
}

/** What is booked from a hold. */
export interface HeldVisit {
  readonly appointmentId: string;
  readonly startsAt: Date;
  readonly operationCodes: readonly string[];
  /** None: as they are held. */
  readonly parts: readonly EstimatedPart[];
  readonly customerId: string;
  readonly vehicleId: string;
  readonly meanwhile: MeanwhileWish;
}

/** A time that is kept while a customer decides: slots, bays, technicians; it ends by itself (APT-6). */
@Entity()
export class SlotHold extends Aggregate {
  @Disclosed() @Column('text') status!: SlotHoldStatus;
  @Column('timestamptz') startsAt!: Date;
  @Column('timestamptz') endsAt!: Date;
  @Column('int') slotMinutes!: number;
  /** The slots of a stay overnight; null: each step from its start to its end. */
  @Column('timestamptz', { array: true, nullable: true }) overnightSlots!: readonly Date[] | null;
  /** A seat in the lounge is held, too. */
  @Column('boolean') loungeSeat!: boolean;
  @Column('jsonb') estimate!: Estimate;
  @Column('uuid', { nullable: true }) customerId!: string | null;
  @Column('uuid', { nullable: true }) vehicleId!: string | null;
  @Disclosed() @Column('text', { nullable: true }) preferredAdvisorId!: string | null;
  @Column('uuid', { nullable: true }) courtesyCarId!: string | null;
  @Column('timestamptz', { nullable: true }) courtesyCarUntil!: Date | null;
  @Column('timestamptz') heldAt!: Date;
  /** Staff id, or `waitlist` for what is offered to somebody who waits. */
  @Disclosed() @Column('text') heldBy!: string;
  @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  /** Of a booked one. */
  @Column('uuid', { nullable: true }) appointmentId!: string | null;
  @OneToMany(() => Allocation, ({ slotHold }) => slotHold, { cascade: true, eager: true })
  allocations!: Allocation[];

  static hold(holding: Holding): SlotHold {
    const { id, storeId, startsAt, slotMinutes, estimate, customerId, vehicleId, preferredAdvisorId } = holding;
    const hold = new SlotHold();
    hold.begin(id, storeId);
    Object.assign(hold, { startsAt, slotMinutes, estimate, customerId, vehicleId, preferredAdvisorId });
    hold.status = 'held';
    hold.endsAt = holding.plan.endsAt;
    hold.overnightSlots = holding.plan.overnightSlots;
    hold.loungeSeat = holding.plan.loungeSeat ?? false;
    hold.courtesyCarId = holding.courtesyCar?.courtesyCarId ?? null;
    hold.courtesyCarUntil = holding.courtesyCar?.until ?? null;
    hold.heldAt = holding.deed.at;
    hold.heldBy = holding.deed.by;
    hold.expiresAt = holding.expiresAt;
    hold.endedAt = hold.appointmentId = null;
    hold.allocations = allocationsOf(holding);
    return hold;
  }

  /** Who and what is held. */
  get plan(): Plan {
    const { endsAt, overnightSlots, loungeSeat } = this;
    const inOrder = this.allocations.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
    const bays = inOrder.flatMap(({ resourceKind, resourceId, bayKind, ...held }) =>
      resourceKind === 'bay' && bayKind !== null ? [{ bayId: resourceId, bayKind, ...timeOf(held) }] : [],
    );
    const technicians = inOrder
      .filter(({ resourceKind }) => resourceKind === 'technician')
      .map(({ resourceId, skills, ...held }) => ({ technicianId: resourceId, skills, ...timeOf(held) }));
    return { endsAt, overnightSlots, loungeSeat, bays, technicians };
  }

  /**
   * The customer has decided. The slots stay taken: they are the visit's from now on, which takes the bays and technicians over.
   * @throws HoldOfAnother | HoldExpired | HoldEnded | HoldForAnotherVisit
   */
  book(visit: HeldVisit, { by, at }: Deed): void {
    this.checkHeldBy(by);
    const isLate = this.status === 'held' && at >= this.expiresAt;
    if (isLate || this.status === 'expired') {
      const need = { ...needOf(this.estimate, visit.vehicleId), ...askedBy(visit.meanwhile) };
      throw new HoldExpired(this.id, need);
    }
    if (this.status !== 'held') throw new HoldEnded(this.id, this.status);
    if (!this.isFor(visit)) throw new HoldForAnotherVisit(this.id);
    this.appointmentId = visit.appointmentId;
    this.end('booked', at);
  }

  /** The customer does not want it: the caller gives the slots back. @throws HoldOfAnother | HoldEnded */
  release({ by, at }: Deed): void {
    this.checkHeldBy(by);
    if (this.status !== 'held') throw new HoldEnded(this.id, this.status);
    this.end('released', at);
  }

  /** Nobody decided in time: the caller gives the slots back. @returns false when it has ended already, or is not due */
  expire(at: Date): boolean {
    if (this.status !== 'held' || at < this.expiresAt) return false;
    this.end('expired', at);
    return true;
  }

  private checkHeldBy(by: string): void {
    if (by !== this.heldBy) throw new HoldOfAnother(this.id);
  }

  /** A customer who waits has no stay overnight. */
  private isFor({ startsAt, operationCodes, parts, customerId, vehicleId, meanwhile }: HeldVisit): boolean {
    const held = this.estimate.operations.map(({ operationCode }) => operationCode);
    return (
      startsAt.getTime() === this.startsAt.getTime() &&
      (this.overnightSlots === null || meanwhile !== 'waits') &&
      sorted(new Set(operationCodes)) === sorted(held) &&
      (parts.length === 0 || sorted(parts.map(wordsOf)) === sorted(this.estimate.parts.map(wordsOf))) &&
      (this.customerId === null || customerId === this.customerId) &&
      (this.vehicleId === null || vehicleId === this.vehicleId)
    );
  }

  private end(status: SlotHoldStatus, at: Date): void {
    this.status = status;
    this.endedAt = at;
    for (const allocation of this.allocations) allocation.active = false;
  }
}

const timeOf = ({ startsAt, endsAt }: Pick<Allocation, 'startsAt' | 'endsAt'>) => ({ startsAt, endsAt });

const sorted = (words: Iterable<string>): string => [...words].sort().join();

const wordsOf = ({ partNumber, quantityThousandths }: EstimatedPart): string => `${partNumber} ${quantityThousandths}`;
