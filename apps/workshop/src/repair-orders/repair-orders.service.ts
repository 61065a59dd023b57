import { Injectable } from '@nestjs/common';
import { localTime } from '@pitlane/kernel';
import { actingStore, Database, type Page, Stores } from '@pitlane/platform';
import type { Act } from '../act.js';
import { KnownVehicle } from '../known-vehicles/known-vehicle.entity.js';
import { lastMileageKm } from '../known-vehicles/known-vehicles.queries.js';
import type { IntakeSheet } from './intake-sheet.js';
import type { AddJob, ReceiveWalkIn, RepairOrdersQuery } from './repair-order.dto.js';
import { RepairOrder } from './repair-order.entity.js';
import { VehicleNotKnown } from './repair-order.errors.js';
import { nextOrderNumber, wantedJob } from './repair-orders.queries.js';

/** Each command is one transaction: lock the order, let it decide, save it with its event. */
@Injectable()
export class RepairOrdersService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /** @throws VehicleNotKnown */
  receiveWalkIn(id: string, visit: ReceiveWalkIn, act: Act): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const storeId = actingStore(tx.scope);
      const { vehicleId } = visit;
      if (!(await tx.find(KnownVehicle, { storeId, vehicleId }))) throw new VehicleNotKnown(vehicleId);
      return tx.save(RepairOrder.walkIn(id, storeId, visit, act));
    });
  }

  /** @throws NotFound | WrongOrderStatus | IntakeIncomplete | MileageFell */
  open(id: string, sheet: IntakeSheet, act: Act): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, id);
      const { storeId, vehicleId } = order;
      const year = localTime(act.at, this.stores.get(storeId).zone).date.slice(0, 4);
      const known = await lastMileageKm(tx, storeId, vehicleId);
      const number = await nextOrderNumber(tx, storeId, year);
      return tx.save(order, order.open(sheet, { number, lastMileageKm: known }, act));
    });
  }

  /** @throws NotFound | WrongOrderStatus | TooManyLines | PayTypeNotYours | OperationUnknown | PartsUnknown */
  addJob(id: string, work: AddJob, at: Date): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, id);
      const wanted = await wantedJob(tx, order.storeId, work, at);
      const { complaint, cause = null, correction = null } = work;
      order.propose({ ...wanted, complaint, cause, correction });
      return tx.save(order);
    });
  }

  /** @throws NotFound | WrongJobStatus | PartsStillDrawn | ReworkCannotBeDropped */
  dropJob(id: string, jobId: string, reason: string, at: Date): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, id);
      return tx.save(order, order.job(jobId).drop(reason, at));
    });
  }

  page({
    status,
    vehicleId,
    customerId,
    appointmentId,
    advisorId,
    ...page
  }: RepairOrdersQuery): Promise<Page<RepairOrder>> {
    const where = {
      ...(status !== undefined && { status }),
      ...(vehicleId !== undefined && { vehicleId }),
      ...(customerId !== undefined && { customerId }),
      ...(appointmentId !== undefined && { appointmentId }),
      ...(advisorId !== undefined && { advisorId }),
    };
    return this.db.read((tx) => tx.page(RepairOrder, where, page));
  }
}
