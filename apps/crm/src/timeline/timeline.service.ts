import { Injectable } from '@nestjs/common';
import type { Envelope, IntegrationEvent } from '@pitlane/contracts';
import { actingStore, Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import { Customer } from '../customers/customer.entity.js';
import { Vehicle } from '../vehicles/vehicle.entity.js';
import { factsOf, visitNamedBy } from './event-facts.js';
import { TimelineEntry } from './timeline-entry.entity.js';
import { completeEntries, learnVisit } from './timeline.queries.js';

/** One timeline per car and per customer (CRM-2). */
@Injectable()
export class TimelineService {
  constructor(private readonly db: Database) {}

  /** Enters an event, for the customer and the car that it names or that its visit is about. */
  async enter(tx: Tx, event: IntegrationEvent, envelope: Envelope): Promise<void> {
    const named = visitNamedBy(event);
    let { customerId, vehicleId } = named;
    for (const visitId of named.visitIds) {
      const known = await learnVisit(tx, visitId, { customerId, vehicleId });
      customerId ??= known.customerId;
      vehicleId ??= known.vehicleId;
      await completeEntries(tx, visitId, known);
    }
    const entry = {
      id: envelope.id,
      storeId: actingStore(tx.scope),
      type: envelope.type,
      customerId,
      vehicleId,
      visitId: named.visitIds.at(-1) ?? null,
      facts: factsOf(event),
      occurredAt: new Date(envelope.time),
    };
    await tx.put(Object.assign(new TimelineEntry(), entry));
  }

  /** Newest first. @throws NotFound */
  ofVehicle(id: string, page: PageQuery): Promise<Page<TimelineEntry>> {
    return this.db.read(async (tx) => {
      const vehicle = await tx.get(Vehicle, id);
      return tx.page(TimelineEntry, { vehicleId: vehicle.id }, page);
    });
  }

  /** Newest first. @throws NotFound */
  ofCustomer(id: string, page: PageQuery): Promise<Page<TimelineEntry>> {
    return this.db.read(async (tx) => {
      const customer = await tx.get(Customer, id);
      return tx.page(TimelineEntry, { customerId: customer.id }, page);
    });
  }
}
