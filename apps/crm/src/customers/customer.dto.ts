import {
  CUSTOMER_KINDS,
  type CustomerKind,
  Day,
  Flag,
  Instant,
  Integer,
  ListOf,
  NOTIFICATION_CHANNELS,
  type NotificationChannel,
  OneOf,
  Text,
  TextList,
  Uuid,
} from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { maskedName, maskedPhone, seesPersonalData } from '../personal-data/masking.js';
import { type Customer, type CustomerProfile, type Identity, type Language, LANGUAGES } from './customer.entity.js';
import { SHORTEST_NAME_SOUGHT } from './identity-index.js';

export class ConsentBody {
  @OneOf(NOTIFICATION_CHANNELS) channel!: NotificationChannel;
  @Flag() granted!: boolean;
}

export class RegisterCustomer {
  @OneOf(CUSTOMER_KINDS) kind!: CustomerKind;
  @Text(100) name!: string;
  /** Mainland mobile: `13812345678`. */
  @Text(20) phone!: string;
  @Text(200, { optional: true }) email?: string;
  @Text(100, { optional: true }) wechatId?: string;
  @OneOf(NOTIFICATION_CHANNELS) preferredChannel!: NotificationChannel;
  @OneOf(LANGUAGES) language!: Language;
  @Day({ optional: true }) birthday?: string;
  @TextList({ max: 50, optional: true }) tags?: string[];
  @ListOf(() => ConsentBody, { max: 3, optional: true }) consents?: ConsentBody[];
  @Text(300, { optional: true }) address?: string;

  profile(): CustomerProfile {
    const { kind, name, phone, preferredChannel, language } = this;
    const { email = null, wechatId = null, birthday = null, address = null, tags = [], consents = [] } = this;
    return {
      kind, name, phone, preferredChannel, language, email, wechatId, birthday, address, tags, consents,
    }; // prettier-ignore
  }
}

/** What is left out stays as it is; null empties. */
export class ChangeCustomer {
  @Text(100, { optional: true }) name?: string;
  @Text(20, { optional: true }) phone?: string;
  @Text(200, { optional: true, nullable: true }) email?: string | null;
  @Text(100, { optional: true, nullable: true }) wechatId?: string | null;
  @OneOf(NOTIFICATION_CHANNELS, { optional: true }) preferredChannel?: NotificationChannel;
  @OneOf(LANGUAGES, { optional: true }) language?: Language;
  @Day({ optional: true, nullable: true }) birthday?: string | null;
  @TextList({ max: 50, optional: true }) tags?: string[];
  /** Only those that change. */
  @ListOf(() => ConsentBody, { max: 3, optional: true }) consents?: ConsentBody[];
  @Text(300, { optional: true, nullable: true }) address?: string | null;
}

export class ClaimCustomer {
  /** The exact phone: who knows it has the customer before them or on the line. */
  @Text(20) phone!: string;
}

/** Without a filter: all customers that the store knows, newest first. */
export class CustomerSearch extends PageQuery {
  /** The whole number. */
  @Text(20, { optional: true }) phone?: string;
  /** How the name begins: two characters or more. */
  @Text(100, { min: SHORTEST_NAME_SOUGHT, optional: true }) name?: string;
}

export class CustomerView {
  @Uuid() id!: string;
  @OneOf(CUSTOMER_KINDS) kind!: CustomerKind;
  @Text(100) name!: string;
  @Text(20) phone!: string;
  @Text(200, { nullable: true }) email!: string | null;
  @Text(100, { nullable: true }) wechatId!: string | null;
  @OneOf(NOTIFICATION_CHANNELS) preferredChannel!: NotificationChannel;
  @OneOf(LANGUAGES) language!: Language;
  @Day({ nullable: true }) birthday!: string | null;
  @TextList() tags!: string[];
  @ListOf(() => ConsentBody) consents!: ConsentBody[];
  @Text(300, { nullable: true }) address!: string | null;
  @Instant() registeredAt!: string;
  /** Name and phone are shown in part and the other personal data not at all: the caller's role needs no more. */
  @Flag() masked!: boolean;
  @Integer() version!: number;

  /** As a role may see them. */
  static of(customer: Customer, role: string): CustomerView {
    return seesPersonalData(role) ? CustomerView.whole(customer) : CustomerView.masked(customer);
  }

  static whole(customer: Customer): CustomerView {
    return viewOf(customer, customer.identity, false);
  }

  private static masked(customer: Customer): CustomerView {
    const nothingElse = { email: null, wechatId: null, birthday: null, tags: [], address: null };
    const identity = { ...nothingElse, name: maskedName(customer.name), phone: maskedPhone(customer.phone) };
    return viewOf(customer, identity, true);
  }
}

function viewOf(customer: Customer, identity: Identity, masked: boolean): CustomerView {
  const { id, kind, preferredChannel, language, consents, version } = customer;
  const { name, phone, email, wechatId, birthday, tags, address } = identity;
  return {
    id, kind, name, phone, email, wechatId, preferredChannel, language, birthday, tags, consents, address,
    registeredAt: customer.registeredAt.toISOString(), masked, version,
  }; // prettier-ignore
}
