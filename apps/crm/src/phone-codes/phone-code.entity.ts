import { plusMinutes } from '@pitlane/kernel';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';

/** How long a code is good. */
export const CODE_MINUTES = 5;
const MOST_TRIES = 5;

/** `nobody`: no customer of the store has the phone, so no code was sent. */
export type PhoneCodeStatus = 'asked' | 'sent' | 'nobody' | 'used';

/**
 * A one-time code by which somebody proves that a phone is theirs. What is done with it is the same, whether a customer has the
 * phone or nobody has: who asks learns nothing from the answer, nor from how long it takes.
 */
@Entity()
export class PhoneCode extends Aggregate {
  @Disclosed() @Column('text') status!: PhoneCodeStatus;
  /** Stands for the phone (docs/decisions/0011). */
  @Column('bytea') phoneIndex!: Buffer;
  /** Stands for the code; null as long as there is none. */
  @Column('bytea', { nullable: true }) codeIndex!: Buffer | null;
  @Column('int') tries!: number;
  @Column('timestamptz') askedAt!: Date;
  @Column('timestamptz') expiresAt!: Date;

  static ask(place: { id: string; storeId: string }, phoneIndex: Buffer, at: Date): PhoneCode {
    const phoneCode = new PhoneCode();
    phoneCode.begin(place.id, place.storeId);
    phoneCode.status = 'asked';
    phoneCode.phoneIndex = phoneIndex;
    phoneCode.codeIndex = null;
    phoneCode.tries = 0;
    phoneCode.askedAt = at;
    phoneCode.expiresAt = plusMinutes(at, CODE_MINUTES);
    return phoneCode;
  }

  /** @param codeIndex of the code that is on its way; null where nobody has the phone */
  send(codeIndex: Buffer | null): void {
    this.status = codeIndex ? 'sent' : 'nobody';
    this.codeIndex = codeIndex;
  }

  /** Each try counts. @returns whether it is the code, in time, for the first time */
  tryWith(codeIndex: Buffer, at: Date): boolean {
    if (this.status === 'used' || this.tries >= MOST_TRIES || at >= this.expiresAt) return false;
    this.tries += 1;
    if (!this.codeIndex?.equals(codeIndex)) return false;
    this.status = 'used';
    return true;
  }
}
