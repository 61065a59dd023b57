import { Injectable } from '@nestjs/common';
import { Database, Stores, type Tx } from '@pitlane/platform';
import { In } from 'typeorm';
import { ConsentChange } from '../customers/consent-change.entity.js';
import { CustomerChange } from '../customers/customer-change.entity.js';
import { CustomerRecords } from '../customers/customer-records.service.js';
import { CustomerStore } from '../customers/customer-store.entity.js';
import { CustomerView } from '../customers/customer.dto.js';
import type { Customer } from '../customers/customer.entity.js';
import { inGroup } from '../customers/customers.queries.js';
import { FollowUpView } from '../follow-ups/follow-up.dto.js';
import { FollowUp } from '../follow-ups/follow-up.entity.js';
import { FollowUpsService } from '../follow-ups/follow-ups.service.js';
import { SimulatedMessage } from '../message-providers/simulated-message.entity.js';
import { MessageView, NotificationView } from '../notifications/notification.dto.js';
import { Notification } from '../notifications/notification.entity.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { AccessLog } from '../personal-data/access-log.service.js';
import { PersonalDataAccess } from '../personal-data/personal-data-access.entity.js';
import { KnownVisit } from '../timeline/known-visit.entity.js';
import { TimelineEntryView } from '../timeline/timeline.dto.js';
import { TimelineEntry } from '../timeline/timeline-entry.entity.js';
import { MileageReading } from '../vehicles/mileage-reading.entity.js';
import { VehicleOwner } from '../vehicles/vehicle-owner.entity.js';
import { VehicleView } from '../vehicles/vehicle.dto.js';
import { Vehicle } from '../vehicles/vehicle.entity.js';
import {
  ExportedAccess, ExportedChange, ExportedConsentChange, ExportedMileage, type ExportedNotification, ExportedOwnership, ExportedStore,
  ExportedVisit, type ExportView,
} from './export.dto.js'; // prettier-ignore

/** A copy of all that is held about a person, in a form that machines read (CRM-12). */
@Injectable()
export class ExportService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
    private readonly records: CustomerRecords,
    private readonly followUps: FollowUpsService,
    private readonly notifications: NotificationsService,
    private readonly access: AccessLog,
  ) {}

  /** @throws NotFound | CustomerIsErased */
  export(id: string, at: Date): Promise<ExportView> {
    return this.db.transaction(async (tx) => {
      const customer = await this.records.get(tx, id);
      await this.access.enter(tx, [id], 'export');
      return this.copyOf(customer, inGroup(tx, this.stores), at);
    });
  }

  private async copyOf(customer: Customer, tx: Tx, at: Date): Promise<ExportView> {
    const { id } = customer;
    return {
      exportedAt: at.toISOString(),
      customer: CustomerView.whole(customer),
      ...(await logsOf(tx, id)),
      ...(await carsOf(tx, id)),
      visits: (await tx.list(KnownVisit, { customerId: id })).map(ExportedVisit.of),
      timeline: (await tx.list(TimelineEntry, { customerId: id })).map(TimelineEntryView.of),
      followUps: await this.followUpsOf(tx, id, at),
      ...(await this.saidTo(tx, customer)),
    };
  }

  private async followUpsOf(tx: Tx, customerId: string, at: Date): Promise<FollowUpView[]> {
    const followUps = await tx.list(FollowUp, { customerId });
    await this.followUps.open(tx, followUps);
    return followUps.map((followUp) => FollowUpView.of(followUp, at));
  }

  private async saidTo(
    tx: Tx,
    { id: customerId, language }: Customer,
  ): Promise<Pick<ExportView, 'notifications' | 'messages'>> {
    const notifications: ExportedNotification[] = [];
    for (const notification of await tx.list(Notification, { customerId })) {
      const text = await this.notifications.textForOthers(tx, notification, language);
      notifications.push({ ...NotificationView.of(notification), text });
    }
    const texts = new Map(notifications.map(({ id, text }) => [id, text]));
    const messages = await tx.list(SimulatedMessage, { customerId });
    await this.notifications.openMessages(tx, messages);
    // Of what was sent no more is shown than of its notification: whoever reads a code or a link is taken for the customer.
    const shown = messages.map((message) => ({
      ...MessageView.whole(message),
      content: texts.get(message.id) ?? null,
    }));
    return { notifications, messages: shown };
  }
}

async function logsOf(
  tx: Tx,
  customerId: string,
): Promise<Pick<ExportView, 'stores' | 'consentChanges' | 'changes' | 'accesses'>> {
  return {
    stores: (await tx.list(CustomerStore, { customerId })).map(ExportedStore.of),
    consentChanges: (await tx.list(ConsentChange, { customerId })).map(ExportedConsentChange.of),
    changes: (await tx.list(CustomerChange, { customerId })).map(ExportedChange.of),
    accesses: (await tx.list(PersonalDataAccess, { customerId })).map(ExportedAccess.of),
  };
}

async function carsOf(
  tx: Tx,
  customerId: string,
): Promise<Pick<ExportView, 'vehicles' | 'ownerships' | 'mileageReadings'>> {
  const vehicles = await tx.list(Vehicle, { ownerCustomerId: customerId });
  const ownerships = await tx.list(VehicleOwner, { customerId });
  const readings = await tx.list(MileageReading, { vehicleId: In(ownerships.map(({ vehicleId }) => vehicleId)) });
  const isOwn = ({ vehicleId, readAt }: MileageReading): boolean =>
    ownerships.some(
      (owned) => owned.vehicleId === vehicleId && owned.ownedFrom <= readAt && readAt <= (owned.ownedUntil ?? readAt),
    );
  return {
    vehicles: vehicles.map(VehicleView.of),
    ownerships: ownerships.map(ExportedOwnership.of),
    mileageReadings: readings.filter(isOwn).map(ExportedMileage.of),
  };
}
