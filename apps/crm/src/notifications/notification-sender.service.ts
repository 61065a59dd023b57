import { Injectable } from '@nestjs/common';
import { plusMinutes } from '@pitlane/kernel';
import { Clock, Database, Every, Log, Stores, SystemScope, type Tx } from '@pitlane/platform';
import type { Customer } from '../customers/customer.entity.js';
import { channelFor, endOfQuietHours } from './delivery-rules.js';
import { MessageProvider, MessageRefused, type OutgoingMessage } from '../message-providers/message-provider.js';
import { Notification } from './notification.entity.js';
import { NotificationSettings } from './notification.settings.js';
import { nextDueId, sentSince, storesWithDueNotifications } from './notifications.queries.js';
import { NotificationsService } from './notifications.service.js';
import { textOf } from './templates.js';

const AN_HOUR_MINUTES = 60;

/** A message that this sender has claimed. */
interface Claim {
  message: OutgoingMessage;
  isInDoubt: boolean;
}

/**
 * Sends what is queued: claims it in one transaction, hands it to the provider after that, and writes down the outcome in
 * another. Many may run at once; one that dies leaves its message in doubt, and the next asks the provider about it first.
 */
@Injectable()
export class NotificationSender {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
    private readonly provider: MessageProvider,
    private readonly settings: NotificationSettings,
    private readonly notifications: NotificationsService,
    private readonly log: Log,
  ) {}

  /** Sends what is due in the store of the scope. */
  async sendDue(at: Date): Promise<void> {
    for (;;) {
      const claim = await this.claimNext(at);
      if (claim === undefined) return;
      if (claim !== 'not-now') await this.deliver(claim, at);
    }
  }

  private claimNext(at: Date): Promise<Claim | 'not-now' | undefined> {
    return this.db.transaction(async (tx) => {
      const id = await nextDueId(tx, at);
      if (id === undefined) return undefined;
      const notification = await tx.lock(Notification, id);
      const claim = await this.tryToClaim(tx, notification, at);
      await tx.save(notification);
      return claim ?? 'not-now';
    });
  }

  /** Claims, or puts off, or drops it for good. */
  private async tryToClaim(tx: Tx, notification: Notification, at: Date): Promise<Claim | undefined> {
    const customer = await this.notifications.opened(tx, notification);
    const obstacle = await this.obstacle(tx, notification, at);
    if (typeof customer === 'string') notification.skip(customer);
    else if (obstacle instanceof Date) notification.postpone(obstacle);
    else if (notification.isInDoubt && notification.isExhausted) notification.giveUp();
    else if (obstacle) notification.skip(obstacle);
    else return claim(notification, customer, at);
    return undefined;
  }

  /** What speaks against sending now: until when, or for good. */
  private async obstacle(tx: Tx, notification: Notification, at: Date): Promise<Date | 'expired' | undefined> {
    const { isInDoubt, kind } = notification;
    // What may be sent already is not too late to be asked about; a code is, since nobody should keep it.
    if (notification.isExpired(at) && (!isInDoubt || kind === 'code')) return 'expired';
    // Codes have a limit of their own, and are too late when they wait.
    if (isInDoubt || kind === 'code') return undefined;
    const { zone } = this.stores.get(notification.storeId);
    const morning = kind === 'reminder' ? endOfQuietHours(at, zone) : undefined;
    if (morning) return morning;
    const sent = await sentSince(tx, notification.customerId, plusMinutes(at, -AN_HOUR_MINUTES));
    return sent.count < this.settings.mostPerHour ? undefined : plusMinutes(sent.firstAt ?? at, AN_HOUR_MINUTES);
  }

  private async deliver(claim: Claim, at: Date): Promise<void> {
    const outcome = await this.handOver(claim);
    if (outcome === 'in-doubt') return this.log.warn('a message is in doubt', { code: 'CRM.NO_ANSWER' });
    await this.db.transaction(async (tx) => {
      const notification = await tx.lock(Notification, claim.message.id);
      if (outcome === 'not-there') notification.release(at);
      else if (outcome) notification.markRefused(outcome.reason);
      await tx.save(notification, outcome ? undefined : notification.markSent(at));
    });
  }

  /** One in doubt is only asked about: whether it may be sent may have changed. Undefined when the provider has the message. */
  private async handOver({
    message,
    isInDoubt,
  }: Claim): Promise<MessageRefused | 'not-there' | 'in-doubt' | undefined> {
    try {
      if (isInDoubt) return (await this.provider.has(message.id)) ? undefined : 'not-there';
      await this.provider.send(message);
      return undefined;
    } catch (error) {
      return error instanceof MessageRefused ? error : 'in-doubt';
    }
  }
}

/** Consents are looked at in this moment, not in that of the cause. */
function claim(notification: Notification, customer: Customer, at: Date): Claim | undefined {
  const { id, customerId, content, isInDoubt, kind } = notification;
  const channel = isInDoubt ? notification.channel : channelFor(customer, kind);
  const recipient = channel && customer.addressFor(channel);
  if (!recipient) {
    notification.skip('no-consent');
    return undefined;
  }
  notification.claim(channel, at);
  return { isInDoubt, message: { id, customerId, channel, recipient, content: textOf(content, customer.language) } };
}

/** Sends each second, where something is due. */
@Injectable()
export class NotificationSchedule {
  constructor(
    private readonly db: Database,
    private readonly sender: NotificationSender,
    private readonly system: SystemScope,
    private readonly clock: Clock,
  ) {}

  @Every(1_000)
  async send(): Promise<void> {
    const at = this.clock.now();
    const waiting = () => this.db.read((tx) => storesWithDueNotifications(tx, at));
    await this.system.inStoresWith(waiting, () => this.sender.sendDue(at));
  }
}
