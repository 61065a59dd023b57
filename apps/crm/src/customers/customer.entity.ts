import type { CustomerKind, NotificationChannel } from '@pitlane/contracts';
import { Aggregate, GroupOwned } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import type { Place } from '../personal-data/data-key.js';
import { ConsentNamedTwice, InvalidPhone } from './customer.errors.js';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const MAINLAND_MOBILE = /^1[3-9]\d{9}$/;

/** Whether the customer wants messages by a channel. */
export interface Consent {
  channel: NotificationChannel;
  granted: boolean;
}

/** Who a customer is: stored sealed (docs/personal-data.md). */
export interface Identity {
  name: string;
  /** Mainland mobile: eleven digits. Unique in the group. */
  phone: string;
  email: string | null;
  wechatId: string | null;
  /** `1988-03-14` */
  birthday: string | null;
  tags: string[];
  address: string | null;
}

export interface CustomerProfile extends Identity {
  kind: CustomerKind;
  preferredChannel: NotificationChannel;
  language: Language;
  consents: Consent[];
}

/** Why the personal data of a customer was erased: the grounds of PIPL, article 47. */
export const ERASURE_REASONS = [
  'requested',
  'consent-withdrawn',
  'purpose-achieved',
  'storage-expired',
  'unlawful',
] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

/** Who erased a customer, and why. */
export interface Erasure {
  reason: ErasureReason;
  /** Staff id. */
  erasedBy: string;
}

/**
 * A customer of the dealer group, seen by the stores that know them (CRM-1). `storeId` is the store that registered them.
 * Who they are is no column: `CustomerRecords` opens it when it reads a customer, and seals it when it writes one.
 */
@Entity()
@GroupOwned()
export class Customer extends Aggregate implements Identity {
  @Column('text') groupId!: string;
  @Column('text') kind!: CustomerKind;
  @Column('text') preferredChannel!: NotificationChannel;
  @Column('text') language!: Language;
  /** As they are now; how they came to be is in `ConsentChange`. */
  @Column('jsonb') consents!: Consent[];
  @Column('timestamptz') registeredAt!: Date;
  /** The identity; null once it is erased, as are the indexes. */
  @Column('bytea', { nullable: true }) sealedIdentity!: Buffer | null;
  /** Stands for the phone: unique in the group. */
  @Column('bytea', { nullable: true }) phoneIndex!: Buffer | null;
  /** Stand for the beginnings of the name. */
  @Column('bytea', { array: true }) nameIndexes!: Buffer[];
  @Column('timestamptz', { nullable: true }) erasedAt!: Date | null;
  @Column('text', { nullable: true }) erasureReason!: ErasureReason | null;
  /** Staff id. */
  @Column('text', { nullable: true }) erasedBy!: string | null;

  name!: string;
  phone!: string;
  email!: string | null;
  wechatId!: string | null;
  birthday!: string | null;
  tags!: string[];
  address!: string | null;

  /** @throws InvalidPhone | ConsentNamedTwice */
  static register(
    place: { id: string; storeId: string; groupId: string },
    profile: CustomerProfile,
    at: Date,
  ): Customer {
    const customer = new Customer();
    customer.begin(place.id, place.storeId);
    customer.groupId = place.groupId;
    customer.registeredAt = at;
    customer.consents = [];
    customer.erasedAt = null;
    customer.erasureReason = null;
    customer.erasedBy = null;
    customer.change(profile);
    return customer;
  }

  /**
   * Takes over what is given; consents channel by channel.
   * @returns the consents that changed
   * @throws InvalidPhone | ConsentNamedTwice
   */
  change({ consents = [], ...facts }: Partial<CustomerProfile>): Consent[] {
    if (facts.phone !== undefined && !MAINLAND_MOBILE.test(facts.phone)) throw new InvalidPhone();
    if (new Set(consents.map(({ channel }) => channel)).size < consents.length) throw new ConsentNamedTwice();
    Object.assign(this, facts);
    const changed = consents.filter(({ channel, granted }) => this.consentTo(channel) !== granted);
    const kept = this.consents.filter((known) => changed.every(({ channel }) => channel !== known.channel));
    this.consents = [...kept, ...changed];
    return changed;
  }

  /** Forgets who the customer is; id, kind and language stay for the books. @returns the consents that end with it */
  erase({ reason, erasedBy }: Erasure, at: Date): Consent[] {
    const ended = this.consents.filter(({ granted }) => granted).map(({ channel }) => ({ channel, granted: false }));
    this.consents = [];
    this.sealedIdentity = null;
    this.phoneIndex = null;
    this.nameIndexes = [];
    this.erasedAt = at;
    this.erasureReason = reason;
    this.erasedBy = erasedBy;
    return ended;
  }

  get identity(): Identity {
    const { name, phone, email, wechatId, birthday, tags, address } = this;
    return { name, phone, email, wechatId, birthday, tags, address };
  }

  get identityPlace(): Place {
    return { table: 'customer', column: 'sealed_identity', owner: this.groupId, row: this.id };
  }

  /** Undefined when the customer was never asked. */
  consentTo(channel: NotificationChannel): boolean | undefined {
    return this.consents.find((consent) => consent.channel === channel)?.granted;
  }

  /** Where a message by the channel goes; null when the customer has no such address. */
  addressFor(channel: NotificationChannel): string | null {
    return { sms: this.phone, wechat: this.wechatId, email: this.email }[channel];
  }
}
