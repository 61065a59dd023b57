import {
  Instant,
  Integer,
  NOTIFICATION_CHANNELS,
  type NotificationChannel,
  OneOf,
  Text,
  Uuid,
} from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { maskedRecipient, seesPersonalData } from '../personal-data/masking.js';
import { type Notification, NOTIFICATION_STATUSES, type NotificationStatus } from './notification.entity.js';
import type { SimulatedMessage } from '../message-providers/simulated-message.entity.js';

export class NotificationSearch extends PageQuery {
  @Uuid({ optional: true }) customerId?: string;
  @OneOf(NOTIFICATION_STATUSES, { optional: true }) status?: NotificationStatus;
}

export class MessageSearch extends PageQuery {
  @Uuid({ optional: true }) customerId?: string;
}

export class NotificationView {
  @Uuid() id!: string;
  @Uuid() customerId!: string;
  /** The event that it tells of. */
  @Uuid() causeEventId!: string;
  /** `vehicle-ready` */
  @Text(60) template!: string;
  /** Null until it is sent. */
  @OneOf(NOTIFICATION_CHANNELS, { nullable: true }) channel!: NotificationChannel | null;
  @OneOf(NOTIFICATION_STATUSES) status!: NotificationStatus;
  /** Why it was skipped, refused or failed. */
  @Text(60, { nullable: true }) reason!: string | null;
  @Integer() attempts!: number;
  @Instant() queuedAt!: string;
  @Instant() dueAt!: string;
  @Instant({ nullable: true }) sentAt!: string | null;

  static of(notification: Notification): NotificationView {
    const { id, customerId, causeEventId, template, channel, status, reason, attempts } = notification;
    return {
      id, customerId, causeEventId, template, channel, status, reason, attempts,
      queuedAt: notification.queuedAt.toISOString(),
      dueAt: notification.dueAt.toISOString(),
      sentAt: notification.sentAt?.toISOString() ?? null,
    }; // prettier-ignore
  }
}

export class MessageView {
  /** Of the notification. */
  @Uuid() id!: string;
  @Uuid() customerId!: string;
  @OneOf(NOTIFICATION_CHANNELS) channel!: NotificationChannel;
  /** Masked for roles that do not write to customers; null once the customer was erased, as is the content. */
  @Text(200, { nullable: true }) recipient!: string | null;
  @Text(1000, { nullable: true }) content!: string | null;
  @Instant() receivedAt!: string;

  /** As a role may see it. */
  static of(message: SimulatedMessage, role: string): MessageView {
    const { recipient } = message;
    const isWhole = recipient === null || seesPersonalData(role);
    return { ...MessageView.whole(message), recipient: isWhole ? recipient : maskedRecipient(recipient) };
  }

  static whole({ id, customerId, channel, recipient, content, receivedAt }: SimulatedMessage): MessageView {
    return { id, customerId, channel, recipient, content, receivedAt: receivedAt.toISOString() };
  }
}
