import type { CustomerKind, NotificationChannel } from '@pitlane/contracts';
import { Aggregate } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { ConsentNamedTwice, InvalidPhone } from './customer.errors.js';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const MAINLAND_MOBILE = /^1[3-9]\d{9}$/;

/** Whether the customer wants messages by a channel. */
export interface Consent {
  channel: NotificationChannel;
  granted: boolean;
}

export interface CustomerProfile {
  kind: CustomerKind;
  name: string;
  /** Mainland mobile: eleven digits. Unique in the group. */
  phone: string;
  email: string | null;
  wechatId: string | null;
  preferredChannel: NotificationChannel;
  language: Language;
  /** `1988-03-14` */
  birthday: string | null;
  tags: string[];
  consents: Consent[];
  address: string | null;
}

/** A customer of the dealer group, seen by the stores that know them (CRM-1). `storeId` is the store that registered them. */
@Entity()
export class Customer extends Aggregate {
  @Column('text') groupId!: string;
  @Column('text') kind!: CustomerKind;
  @Column('text') name!: string;
  @Column('text') phone!: string;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('text', { nullable: true }) wechatId!: string | null;
  @Column('text') preferredChannel!: NotificationChannel;
  @Column('text') language!: Language;
  @Column('date', { nullable: true }) birthday!: string | null;
  @Column('text', { array: true }) tags!: string[];
  /** As they are now; how they came to be is in `ConsentChange`. */
  @Column('jsonb') consents!: Consent[];
  @Column('text', { nullable: true }) address!: string | null;
  @Column('timestamptz') registeredAt!: Date;

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

  /** Undefined when the customer was never asked. */
  consentTo(channel: NotificationChannel): boolean | undefined {
    return this.consents.find((consent) => consent.channel === channel)?.granted;
  }

  /** Where a message by the channel goes; null when the customer has no such address. */
  addressFor(channel: NotificationChannel): string | null {
    return { sms: this.phone, wechat: this.wechatId, email: this.email }[channel];
  }
}
