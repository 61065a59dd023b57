import {
  CoreCredited, CoreDue, type CoreForfeit, CoreForfeited, CoreReceived, CoreReturned, CoreWithdrawn,
} from '@pitlane/contracts'; // prettier-ignore
import { Aggregate, Disclosed, safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { CoreCreditDiffers, CoreIsGone, CoreNotDue, CoreNotHeld, CoreNotReturned } from './core.errors.js';

/**
 * `due` the customer has it; `held` it lies in the store; `forfeited` it was rejected or never came, and its charge stands;
 * `withdrawn` the new piece came back unused; `returned` it went to the supplier; `credited` he paid for it.
 */
export const CORE_STATUSES = ['due', 'held', 'forfeited', 'withdrawn', 'returned', 'credited'] as const;
export type CoreStatus = (typeof CORE_STATUSES)[number];

export interface CoreFacts {
  id: string;
  storeId: string;
  issueId: string;
  repairOrderId: string;
  lineId: string;
  /** Null where the order's car is not known. */
  vehicleId: string | null;
  partNumber: string;
  lotId: string;
  supplier: string;
  chargeFen: number;
  /** Calendar day. */
  dueBy: string;
}

/** Who does it, and when. */
export interface Step {
  /** Staff id. */
  readonly by: string;
  readonly at: Date;
}

export interface CoreCredit extends Step {
  readonly creditedFen: number;
  readonly creditNote: string;
  readonly differenceReason?: string;
}

/**
 * The old unit that is owed for one issued piece of an exchange part (PRT-10). The supplier makes it new again and credits its charge.
 * It is no stock, and has no cost.
 */
@Entity()
export class Core extends Aggregate {
  @Disclosed() @Column('text') status!: CoreStatus;
  @Column('timestamptz') statusSince!: Date;
  @Disclosed() @Column('text') statusBy!: string;
  @Column('uuid') issueId!: string;
  @Column('uuid') repairOrderId!: string;
  /** Part line of the repair order. */
  @Column('uuid') lineId!: string;
  @Column('uuid', { nullable: true }) vehicleId!: string | null;
  @Disclosed() @Column('text') partNumber!: string;
  /** What the new piece was of. */
  @Column('uuid') lotId!: string;
  /** Of that lot. */
  @Disclosed() @Column('text') supplier!: string;
  /** As it was when the piece was issued. */
  @Column('bigint', { transformer: safeInteger }) chargeFen!: number;
  @Column('timestamptz') dueSince!: Date;
  @Column('date') dueBy!: string;
  /** Place on the shelf of old units: `C-02`. */
  @Column('text', { nullable: true }) shelf!: string | null;
  @Disclosed() @Column('text', { nullable: true }) forfeitCause!: CoreForfeit | null;
  /** Why it was rejected. */
  @Column('text', { nullable: true }) reason!: string | null;
  /** Number of the parcel, or of what the supplier signed when he fetched it. */
  @Column('text', { nullable: true }) dispatchNote!: string | null;
  @Column('bigint', { nullable: true, transformer: safeInteger }) creditedFen!: number | null;
  @Column('text', { nullable: true }) creditNote!: string | null;
  /** Why the credit is not its charge. */
  @Column('text', { nullable: true }) differenceReason!: string | null;

  static owe(facts: CoreFacts, step: Step): Core {
    const core = new Core();
    core.begin(facts.id, facts.storeId);
    core.become('due', step);
    return Object.assign(core, facts, {
      ...{ dueSince: step.at, shelf: null, forfeitCause: null, reason: null, dispatchNote: null },
      ...{ creditedFen: null, creditNote: null, differenceReason: null },
    });
  }

  due(): CoreDue {
    const { issueId, vehicleId, partNumber, supplier, lotId, dueBy, dueSince } = this;
    return CoreDue.of({
      ...{ ...this.owed, issueId, partNumber, supplier, lotId, dueBy, dueSince: dueSince.toISOString() },
      ...(vehicleId !== null && { vehicleId }),
    });
  }

  /** The customer brought it, and it is good. @throws CoreNotDue */
  receive(shelf: string, step: Step): CoreReceived {
    this.checkDue();
    this.become('held', step);
    this.shelf = shelf;
    return CoreReceived.of({ ...this.owed, receivedAt: step.at.toISOString() });
  }

  /** The customer brought it, and it cannot be made new again: he keeps it, and owes its charge. @throws CoreNotDue */
  reject(reason: string, step: Step): CoreForfeited {
    const forfeited = this.forfeit('rejected', step, { reason });
    this.reason = reason;
    return forfeited;
  }

  /** Its term is over: the customer keeps it, and owes its charge. @throws CoreNotDue */
  expire(step: Step): CoreForfeited {
    return this.forfeit('not-brought', step);
  }

  /** The new piece came back unused. @throws CoreIsGone */
  withdraw(step: Step): CoreWithdrawn {
    if (this.status === 'returned' || this.status === 'credited') throw new CoreIsGone(this.id, this.status);
    this.become('withdrawn', step);
    return CoreWithdrawn.of({ ...this.owed, withdrawnAt: step.at.toISOString() });
  }

  /** It goes to its supplier. @throws CoreNotHeld */
  sendBack(dispatchNote: string, step: Step): CoreReturned {
    if (this.status !== 'held') throw new CoreNotHeld(this.id, this.status);
    this.become('returned', step);
    this.dispatchNote = dispatchNote;
    const { id: coreId, partNumber, supplier, chargeFen: expectedCreditFen } = this;
    const facts = { coreId, partNumber, supplier, expectedCreditFen, dispatchNote };
    return CoreReturned.of({ ...facts, returnedAt: step.at.toISOString() });
  }

  /** The credit came; one that is not its charge is explained. @throws CoreNotReturned | CoreCreditDiffers */
  credit({ creditedFen, creditNote, differenceReason, ...step }: CoreCredit): CoreCredited {
    const { id: coreId, supplier, chargeFen: expectedCreditFen } = this;
    if (this.status !== 'returned') throw new CoreNotReturned(coreId, this.status);
    if (creditedFen !== expectedCreditFen && differenceReason === undefined) {
      throw new CoreCreditDiffers(expectedCreditFen);
    }
    this.become('credited', step);
    const explained = differenceReason !== undefined && { differenceReason };
    Object.assign(this, { creditedFen, creditNote, ...explained });
    const facts = { coreId, supplier, expectedCreditFen, creditedFen, creditNote, ...explained };
    return CoreCredited.of({ ...facts, creditedAt: step.at.toISOString() });
  }

  /** What its events say of it. */
  private get owed() {
    const { id: coreId, repairOrderId, lineId, chargeFen } = this;
    return { coreId, repairOrderId, lineId, chargeFen };
  }

  private forfeit(cause: CoreForfeit, step: Step, why: { reason?: string } = {}): CoreForfeited {
    this.checkDue();
    this.become('forfeited', step);
    this.forfeitCause = cause;
    return CoreForfeited.of({ ...this.owed, cause, ...why, forfeitedAt: step.at.toISOString() });
  }

  private checkDue(): void {
    if (this.status !== 'due') throw new CoreNotDue(this.id, this.status);
  }

  private become(status: CoreStatus, { by, at }: Step): void {
    Object.assign(this, { status, statusSince: at, statusBy: by });
  }
}
