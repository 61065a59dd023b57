import { Inject, Injectable } from '@nestjs/common';
import { actingStore, Clock, CONFIG, type Config, Database, type Page, type Tx } from '@pitlane/platform';
import { NotFound } from '@pitlane/kernel';
import { uuidv7 } from 'uuidv7';
import { Customer } from '../customers/customer.entity.js';
import { Vehicle } from '../vehicles/vehicle.entity.js';
import type { MessageSearch, NotificationSearch } from './notification.dto.js';
import { Notification } from './notification.entity.js';
import { SimulatedMessage } from '../message-providers/simulated-message.entity.js';
import { invitationsTo } from './notifications.queries.js';
import type { Content } from './templates.js';

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
  ) {}

  /** Queues a message in the transaction of its cause. One that can't be said is kept with the reason. */
  async queue(tx: Tx, { content, vehicleId, ...message }: Message): Promise<void> {
    const vehicle = vehicleId === undefined ? undefined : await tx.find(Vehicle, { id: vehicleId });
    const place = { id: uuidv7(), storeId: actingStore(tx.scope) };
    const said = { ...message, content: content(vehicle?.plate ?? '') };
    const notification = Notification.queue(place, said, this.clock.now());
    if (!(await tx.find(Customer, { id: message.customerId }))) notification.skip('customer-unknown');
    else if (vehicle === null) notification.skip('vehicle-unknown');
    await tx.save(notification);
  }

  /** A visit will not take place: who was not invited to it yet will not be. */
  async withdrawInvitations(tx: Tx, visitId: string): Promise<void> {
    for (const id of await invitationsTo(tx, visitId)) {
      const invitation = await tx.lock(Notification, id);
      if (invitation.status !== 'queued') continue;
      invitation.skip('visit-ended');
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
    return this.db.read((tx) => tx.page(SimulatedMessage, { ...(customerId !== undefined && { customerId }) }, query));
  }
}
