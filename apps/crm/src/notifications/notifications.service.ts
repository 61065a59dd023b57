import { Inject, Injectable } from '@nestjs/common';
import { actingStore, Clock, CONFIG, type Config, Database, type Page, type Tx } from '@pitlane/platform';
import { NotFound } from '@pitlane/kernel';
import { uuidv7 } from 'uuidv7';
import { Customer, type Language } from '../customers/customer.entity.js';
import { AccessLog } from '../personal-data/access-log.service.js';
import { CustomerRecords } from '../customers/customer-records.service.js';
import { CustomerKeys } from '../personal-data/customer-keys.service.js';
import { CustomerIsErased, PersonalDataUnreadable } from '../personal-data/personal-data.errors.js';
import { Vehicle } from '../vehicles/vehicle.entity.js';
import type { MessageSearch, NotificationSearch } from './notification.dto.js';
import { Notification, type SkipReason } from './notification.entity.js';
import { type MessageText, SimulatedMessage } from '../message-providers/simulated-message.entity.js';
import { invitationsTo } from './notifications.queries.js';
import { type Content, textOf, withoutLink } from './templates.js';

export interface Message {
  customerId: string;
  /** The car that it speaks of. */
  vehicleId?: string;
  causeEventId: string;
  /** The appointment that it invites to. */
  visitId?: string;
  /** Senseless from then on. */
  expiresAt?: Date;
  /** What is said, given the plate of the car. */
  content: (plate: string) => Content;
}

/** What is to be said to customers, and what was (CRM-11). */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    private readonly records: CustomerRecords,
    private readonly keys: CustomerKeys,
    private readonly access: AccessLog,
  ) {}

  /** Queues a message in the transaction of its cause. One that can't be said is kept with the reason. */
  async queue(tx: Tx, { content, vehicleId, ...message }: Message): Promise<void> {
    const vehicle = vehicleId === undefined ? undefined : await tx.find(Vehicle, { id: vehicleId });
    const place = { id: uuidv7(), storeId: actingStore(tx.scope) };
    const said = { ...message, content: content(vehicle?.plate ?? '') };
    const notification = Notification.queue(place, said, this.clock.now());
    const key = await this.keys.toSeal(tx, message.customerId);
    notification.sealedParameters = key?.seal(notification.parametersPlace, notification.parameters) ?? null;
    if (!key) notification.skip('customer-erased');
    else if (!(await tx.find(Customer, { id: message.customerId }))) notification.skip('customer-unknown');
    else if (vehicle === null) notification.skip('vehicle-unknown');
    await tx.save(notification);
  }

  /**
   * The customer with their addresses, the message with its text; or why there is none. The customer's row is locked, so that their
   * messages are counted one by one, and an erasure comes before or after.
   */
  async opened(tx: Tx, notification: Notification): Promise<Customer | SkipReason> {
    const customer = await tx.lockOne(Customer, { id: notification.customerId });
    if (!customer) return 'customer-unknown';
    const { sealedParameters, parametersPlace } = notification;
    try {
      const key = (await this.keys.toOpen(tx, [customer.id])).get(customer.id);
      if (!key || !sealedParameters) return 'customer-erased';
      notification.parameters = key.open(parametersPlace, sealedParameters);
      return await this.records.opened(tx, customer);
    } catch (error) {
      if (error instanceof CustomerIsErased) return 'customer-erased';
      if (error instanceof PersonalDataUnreadable) return 'unreadable';
      throw error;
    }
  }

  /** A visit will not take place, or not then: who was not invited to it yet will not be. */
  async withdrawInvitations(tx: Tx, visitId: string, reason: 'visit-ended' | 'visit-moved'): Promise<void> {
    for (const id of await invitationsTo(tx, visitId)) {
      const invitation = await tx.lock(Notification, id);
      if (invitation.status !== 'queued') continue;
      invitation.skip(reason);
      await tx.save(invitation);
    }
  }

  /** Newest first. */
  search(query: NotificationSearch): Promise<Page<Notification>> {
    const { customerId, status } = query;
    const where = { ...(customerId !== undefined && { customerId }), ...(status !== undefined && { status }) };
    return this.db.read((tx) => tx.page(Notification, where, query));
  }

  /** What the simulated provider took, newest first. @throws NotFound in production */
  simulatedMessages(query: MessageSearch): Promise<Page<SimulatedMessage>> {
    if (this.config.NODE_ENV === 'production') throw new NotFound('resource', 'with this id');
    const { customerId } = query;
    return this.db.transaction(async (tx) => {
      const page = await tx.page(SimulatedMessage, { ...(customerId !== undefined && { customerId }) }, query);
      await this.openMessages(tx, page.items);
      await this.access.enter(tx, page.items.map((message) => message.customerId), 'messages'); // prettier-ignore
      return page;
    });
  }

  /** What others than the customer may read of a notification: no code, no link. Null where that is nothing. */
  async textForOthers(tx: Tx, notification: Notification, language: Language): Promise<string | null> {
    const { customerId, kind, parametersPlace, sealedParameters } = notification;
    if (kind === 'code') return null;
    const key = (await this.keys.toOpen(tx, [customerId])).get(customerId);
    if (!key || !sealedParameters) return null;
    notification.parameters = key.open(parametersPlace, sealedParameters);
    return textOf(withoutLink(notification.content), language);
  }

  /** Of customers who were erased nothing is left. */
  async openMessages(tx: Tx, messages: readonly SimulatedMessage[]): Promise<void> {
    const keys = await this.keys.toOpen(tx, messages.map(({ customerId }) => customerId)); // prettier-ignore
    for (const message of messages) {
      const said = keys.get(message.customerId)?.open<MessageText>(message.messagePlace, message.sealedMessage);
      Object.assign(message, said ?? { recipient: null, content: null });
    }
  }
}
