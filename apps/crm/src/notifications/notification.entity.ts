import { CustomerNotified, type NotificationChannel } from '@pitlane/contracts';
import { plusMinutes } from '@pitlane/kernel';
import { Aggregate } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import type { Place } from '../personal-data/data-key.js';
import { type Content, type TemplateKind, type TemplateName, TEMPLATES } from './templates.js';

export const NOTIFICATION_STATUSES = ['queued', 'sending', 'sent', 'failed', 'skipped'] as const;
export type NotificationStatus = (typeof NOTIFICATION_STATUSES)[number];

/** Why a notification was not sent. */
export type SkipReason =
  | 'customer-unknown'
  | 'customer-erased'
  | 'vehicle-unknown'
  | 'no-consent'
  | 'expired'
  | 'visit-ended'
  | 'visit-moved'
  | 'unreadable';

const MOST_ATTEMPTS = 8;

/** A message to a customer, caused by an event; sent once (CRM-11). What it says is no column: the service seals and opens it. */
@Entity()
export class Notification extends Aggregate {
  @Column('uuid') customerId!: string;
  @Column('uuid') causeEventId!: string;
  /** The appointment that it invites to; withdrawn with it. */
  @Column('uuid', { nullable: true }) visitId!: string | null;
  @Column('text') template!: TemplateName;
  /** Null where the customer was erased before; of a code also once it was sent, or won't be. */
  @Column('bytea', { nullable: true }) sealedParameters!: Buffer | null;
  /** Chosen at each try, by the consents of that moment; null before the first. */
  @Column('text', { nullable: true }) channel!: NotificationChannel | null;
  @Column('text') status!: NotificationStatus;
  /** Why it was skipped or failed. */
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('timestamptz') queuedAt!: Date;
  /** Not before; while it is being sent: when the sender is given up, and another one asks the provider what became of it. */
  @Column('timestamptz') dueAt!: Date;
  /** Senseless from then on; null: never. */
  @Column('timestamptz', { nullable: true }) expiresAt!: Date | null;
  @Column('int') attempts!: number;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;

  parameters!: Content['parameters'];

  static queue(
    place: { id: string; storeId: string },
    message: { customerId: string; causeEventId: string; visitId?: string; content: Content; expiresAt?: Date },
    at: Date,
  ): Notification {
    const notification = new Notification();
    notification.begin(place.id, place.storeId);
    notification.customerId = message.customerId;
    notification.causeEventId = message.causeEventId;
    notification.visitId = message.visitId ?? null;
    notification.template = message.content.template;
    notification.parameters = message.content.parameters;
    notification.sealedParameters = null;
    notification.channel = null;
    notification.status = 'queued';
    notification.reason = null;
    notification.queuedAt = at;
    notification.dueAt = at;
    notification.expiresAt = message.expiresAt ?? null;
    notification.attempts = 0;
    notification.sentAt = null;
    return notification;
  }

  get content(): Content {
    const { template, parameters } = this;
    return { template, parameters } as Content;
  }

  get parametersPlace(): Place {
    return { table: 'notification', column: 'sealed_parameters', owner: this.storeId, row: this.id };
  }

  get kind(): TemplateKind {
    return TEMPLATES[this.template].kind;
  }

  /** A sender was here before and did not come back: the provider may have the message. */
  get isInDoubt(): boolean {
    return this.status === 'sending';
  }

  get isExhausted(): boolean {
    return this.attempts >= MOST_ATTEMPTS;
  }

  isExpired(at: Date): boolean {
    return this.expiresAt !== null && at >= this.expiresAt;
  }

  /** A sender takes it; the next try comes after 1, 2, 4 … minutes, unless the provider answers before. */
  claim(channel: NotificationChannel, at: Date): void {
    this.channel = channel;
    this.status = 'sending';
    this.dueAt = plusMinutes(at, 2 ** this.attempts);
    this.attempts += 1;
  }

  postpone(until: Date): void {
    this.dueAt = until;
  }

  skip(reason: SkipReason): void {
    this.end('skipped');
    this.reason = reason;
  }

  /** The provider has it. @returns nothing when that is known already */
  markSent(at: Date): CustomerNotified | undefined {
    if (this.status === 'sent' || this.channel === null) return undefined;
    this.end('sent');
    this.sentAt = at;
    this.reason = null;
    const { id: notificationId, customerId, template, channel } = this;
    return CustomerNotified.of({ notificationId, customerId, template, channel, sentAt: at.toISOString() });
  }

  /** The provider did not take it: later again, until it was tried eight times. */
  markRefused(reason: string): void {
    if (this.status !== 'sending') return;
    this.reason = reason;
    if (this.isExhausted) this.end('failed');
    else this.status = 'queued';
  }

  /** The provider never got it: it is sent as if for the first time, if that is still right. */
  release(at: Date): void {
    if (this.status !== 'sending') return;
    this.markRefused('no-answer');
    this.dueAt = at;
  }

  /** Tried eight times, and the provider still says nothing. */
  giveUp(): void {
    this.end('failed');
    this.reason = 'no-answer';
  }

  /** Nobody needs a code any more that is on its way or will never be. */
  private end(status: 'sent' | 'failed' | 'skipped'): void {
    this.status = status;
    if (this.kind === 'code') this.sealedParameters = null;
  }
}
