import { Code, Flag, Instant, ListOf, Nested, NOTIFICATION_CHANNELS, type NotificationChannel, OneOf, Text, Uuid } from '@pitlane/contracts'; // prettier-ignore
import type { ConsentChange } from '../customers/consent-change.entity.js';
import type { CustomerChange } from '../customers/customer-change.entity.js';
import type { CustomerStore } from '../customers/customer-store.entity.js';
import { CustomerView } from '../customers/customer.dto.js';
import { FollowUpView } from '../follow-ups/follow-up.dto.js';
import { MessageView, NotificationView } from '../notifications/notification.dto.js';
import type { PersonalDataAccess } from '../personal-data/personal-data-access.entity.js';
import type { KnownVisit } from '../timeline/known-visit.entity.js';
import { TimelineEntryView } from '../timeline/timeline.dto.js';
import type { MileageReading } from '../vehicles/mileage-reading.entity.js';
import type { VehicleOwner } from '../vehicles/vehicle-owner.entity.js';
import { MileageView, OwnerView, VehicleView } from '../vehicles/vehicle.dto.js';

/** As many as there are. */
const ALL = { max: Number.MAX_SAFE_INTEGER };

export class ExportedStore {
  @Code() storeId!: string;
  /** How it came to know the customer. */
  @Text(60) reason!: string;
  @Code() grantedBy!: string;
  @Instant() grantedAt!: string;

  static of({ storeId, reason, grantedBy, grantedAt }: CustomerStore): ExportedStore {
    return { storeId, reason, grantedBy, grantedAt: grantedAt.toISOString() };
  }
}

export class ExportedConsentChange {
  @Code() storeId!: string;
  @OneOf(NOTIFICATION_CHANNELS) channel!: NotificationChannel;
  /** What it is a consent to. */
  @Text(60) purpose!: string;
  @Flag() granted!: boolean;
  @Code() changedBy!: string;
  @Instant() changedAt!: string;

  static of({ storeId, channel, purpose, granted, changedBy, changedAt }: ConsentChange): ExportedConsentChange {
    return { storeId, channel, purpose, granted, changedBy, changedAt: changedAt.toISOString() };
  }
}

export class ExportedChange {
  @Code() storeId!: string;
  @Text(60) field!: string;
  @Code() changedBy!: string;
  @Instant() changedAt!: string;

  static of({ storeId, field, changedBy, changedAt }: CustomerChange): ExportedChange {
    return { storeId, field, changedBy, changedAt: changedAt.toISOString() };
  }
}

export class ExportedAccess {
  @Code() storeId!: string;
  @Code() seenBy!: string;
  @Text(60) role!: string;
  @Text(60) purpose!: string;
  @Instant() seenAt!: string;

  static of({ storeId, seenBy, role, purpose, seenAt }: PersonalDataAccess): ExportedAccess {
    return { storeId, seenBy, role, purpose, seenAt: seenAt.toISOString() };
  }
}

export class ExportedOwnership extends OwnerView {
  @Uuid() vehicleId!: string;

  static override of(owner: VehicleOwner): ExportedOwnership {
    return { ...OwnerView.of(owner), vehicleId: owner.vehicleId };
  }
}

export class ExportedMileage extends MileageView {
  @Uuid() vehicleId!: string;

  static override of(reading: MileageReading): ExportedMileage {
    return { ...MileageView.of(reading), vehicleId: reading.vehicleId };
  }
}

export class ExportedVisit {
  @Code() storeId!: string;
  /** Of the appointment or the repair order. */
  @Uuid() visitId!: string;
  @Uuid({ nullable: true }) vehicleId!: string | null;

  static of({ storeId, visitId, vehicleId }: KnownVisit): ExportedVisit {
    return { storeId, visitId, vehicleId };
  }
}

export class ExportedNotification extends NotificationView {
  /** Without the link of a visit; null for a code, and where it said nothing: the customer was unknown then. */
  @Text(1000, { nullable: true }) text!: string | null;
}

/** All that crm holds about a person, in every store of the group (PIPL, article 45). */
export class ExportView {
  @Instant() exportedAt!: string;
  @Nested(() => CustomerView) customer!: CustomerView;
  @ListOf(() => ExportedStore, ALL) stores!: ExportedStore[];
  @ListOf(() => ExportedConsentChange, ALL) consentChanges!: ExportedConsentChange[];
  @ListOf(() => ExportedChange, ALL) changes!: ExportedChange[];
  @ListOf(() => ExportedAccess, ALL) accesses!: ExportedAccess[];
  @ListOf(() => VehicleView, ALL) vehicles!: VehicleView[];
  @ListOf(() => ExportedOwnership, ALL) ownerships!: ExportedOwnership[];
  /** While the customer owned the car. */
  @ListOf(() => ExportedMileage, ALL) mileageReadings!: ExportedMileage[];
  @ListOf(() => ExportedVisit, ALL) visits!: ExportedVisit[];
  @ListOf(() => TimelineEntryView, ALL) timeline!: TimelineEntryView[];
  @ListOf(() => FollowUpView, ALL) followUps!: FollowUpView[];
  @ListOf(() => ExportedNotification, ALL) notifications!: ExportedNotification[];
  /** What the simulated provider was given; the content as the text of its notification. */
  @ListOf(() => MessageView, ALL) messages!: MessageView[];
}
