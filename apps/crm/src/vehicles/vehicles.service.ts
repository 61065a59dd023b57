import { Injectable } from '@nestjs/common';
import type { VehicleChanged } from '@pitlane/contracts';
import { NotFound } from '@pitlane/kernel';
import { actingStore, Database, type Page, type Tx, violatedConstraint } from '@pitlane/platform';
import { IsNull } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { Customer } from '../customers/customer.entity.js';
import { CustomerNotKnown } from '../customers/customer.errors.js';
import { seek } from '../customers/customers.queries.js';
import { CustomersService } from '../customers/customers.service.js';
import { MileageReading } from './mileage-reading.entity.js';
import { VehicleOwner } from './vehicle-owner.entity.js';
import { type VehicleGrantReason, VehicleStore } from './vehicle-store.entity.js';
import type { ClaimVehicle, VehicleSearch } from './vehicle.dto.js';
import { Vehicle, type VehicleFacts } from './vehicle.entity.js';
import { VehicleExists, VehicleNotIdentified } from './vehicle.errors.js';

/** Vehicles of the group, as the acting store may see them (CRM-1). */
@Injectable()
export class VehiclesService {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersService,
  ) {}

  /** @throws InvalidVin | InvalidPlate | CustomerNotKnown | VehicleExists */
  register(facts: VehicleFacts, at: Date): Promise<Vehicle> {
    return refusingDuplicates(
      this.db.transaction(async (tx) => {
        const { groupId } = tx.scope;
        const { vin, plate, ownerCustomerId, mileageKm } = facts;
        await knownCustomer(tx, ownerCustomerId, '/ownerCustomerId');
        const known = (await tx.find(Vehicle, { groupId, vin })) ?? (await tx.find(Vehicle, { groupId, plate }));
        if (known) throw new VehicleExists(known.id);
        const place = { id: uuidv7(), storeId: actingStore(tx.scope), groupId };
        const vehicle = await tx.save(Vehicle.register(place, facts));
        await beginOwnership(tx, vehicle, at);
        const reading = { id: uuidv7(), storeId: vehicle.storeId, vehicleId: vehicle.id, mileageKm, readAt: at };
        await tx.add(Object.assign(new MileageReading(), reading, { repairOrderId: null }));
        await admit(tx, vehicle, { reason: 'registered', at });
        return vehicle;
      }),
    );
  }

  /**
   * Gives the store a vehicle of the group, and its owner with it: whoever asks knows the exact VIN or plate.
   * @throws VehicleNotIdentified | NotFound | VehicleExists when a twin of the request was faster
   */
  claim({ vin, plate }: ClaimVehicle, at: Date): Promise<Vehicle> {
    const exactly = vin ?? plate;
    if (exactly === undefined || (vin !== undefined && plate !== undefined)) throw new VehicleNotIdentified();
    return refusingDuplicates(
      this.db.transaction(async (tx) => {
        await seek(tx, exactly);
        const { groupId } = tx.scope;
        const vehicle =
          (await tx.find(Vehicle, { groupId, vin: exactly })) ?? (await tx.find(Vehicle, { groupId, plate: exactly }));
        if (!vehicle) throw new NotFound('vehicle', 'with this VIN or plate');
        const claimed = await admit(tx, vehicle, { reason: 'claimed', at });
        await this.admitOwner(tx, claimed, at);
        return claimed;
      }),
    );
  }

  /** @throws NotFound | CustomerNotKnown */
  changeOwner(id: string, customerId: string, at: Date): Promise<Vehicle> {
    return this.db.transaction(async (tx) => {
      const vehicle = await tx.lock(Vehicle, id);
      await knownCustomer(tx, customerId, '/customerId');
      if (vehicle.ownerCustomerId === customerId) return vehicle;
      const before = await tx.find(VehicleOwner, { vehicleId: id, ownedUntil: IsNull() });
      if (before) await tx.put(Object.assign(before, { ownedUntil: at }));
      const changed = vehicle.changeOwner(customerId);
      await beginOwnership(tx, vehicle, at);
      return tell(tx, vehicle, changed);
    });
  }

  /** @throws NotFound | InvalidPlate | VehicleExists */
  changePlate(id: string, plate: string): Promise<Vehicle> {
    return refusingDuplicates(
      this.db.transaction(async (tx) => {
        const vehicle = await tx.lock(Vehicle, id);
        return tell(tx, vehicle, vehicle.changePlate(plate));
      }),
    );
  }

  /** Keeps what was read on a visit; a vehicle that the store does not know is left alone. */
  async readMileage(tx: Tx, reading: Omit<MileageReading, 'storeId'>): Promise<void> {
    const vehicle = await tx.lockOne(Vehicle, { id: reading.vehicleId });
    if (!vehicle) return;
    await tx.put(Object.assign(new MileageReading(), reading, { storeId: actingStore(tx.scope) }));
    const changed = vehicle.readMileage(reading.mileageKm);
    if (changed) await tell(tx, vehicle, changed);
  }

  get(id: string): Promise<Vehicle> {
    return this.db.read((tx) => tx.get(Vehicle, id));
  }

  search(query: VehicleSearch): Promise<Page<Vehicle>> {
    const { vin, plate, ownerCustomerId } = query;
    const where = {
      ...(vin !== undefined && { vin }),
      ...(plate !== undefined && { plate }),
      ...(ownerCustomerId !== undefined && { ownerCustomerId }),
    };
    return this.db.read((tx) => tx.page(Vehicle, where, query));
  }

  /** Oldest first. */
  async owners(id: string): Promise<VehicleOwner[]> {
    return this.db.read(async (tx) => {
      const { id: vehicleId } = await tx.get(Vehicle, id);
      const owners = await tx.list(VehicleOwner, { vehicleId });
      return owners.sort((a, b) => a.ownedFrom.getTime() - b.ownedFrom.getTime());
    });
  }

  /** Oldest first. */
  async mileageReadings(id: string): Promise<MileageReading[]> {
    return this.db.read(async (tx) => {
      const { id: vehicleId } = await tx.get(Vehicle, id);
      const readings = await tx.list(MileageReading, { vehicleId });
      return readings.sort((a, b) => a.readAt.getTime() - b.readAt.getTime());
    });
  }

  private async admitOwner(tx: Tx, vehicle: Vehicle, at: Date): Promise<void> {
    await seek(tx, vehicle.ownerCustomerId);
    const owner = await tx.get(Customer, vehicle.ownerCustomerId);
    await this.customers.admit(tx, owner, { reason: 'owns-vehicle', at });
  }
}

/** @throws CustomerNotKnown */
async function knownCustomer(tx: Tx, id: string, pointer: string): Promise<void> {
  if (!(await tx.find(Customer, { id, erasedAt: IsNull() }))) throw new CustomerNotKnown(pointer);
}

async function beginOwnership(tx: Tx, vehicle: Vehicle, at: Date): Promise<void> {
  const { id: vehicleId, ownerCustomerId: customerId } = vehicle;
  const owner = {
    id: uuidv7(),
    storeId: actingStore(tx.scope),
    vehicleId,
    customerId,
    ownedFrom: at,
    ownedUntil: null,
  };
  await tx.add(Object.assign(new VehicleOwner(), owner));
}

/** From now on the acting store knows the vehicle, and its other services hear of it; once. @returns the vehicle as it is now */
async function admit(tx: Tx, vehicle: Vehicle, how: { reason: VehicleGrantReason; at: Date }): Promise<Vehicle> {
  const storeId = actingStore(tx.scope);
  if (await tx.find(VehicleStore, { vehicleId: vehicle.id, storeId })) return vehicle;
  const { id: grantedBy } = tx.scope.actor;
  const grant = { id: uuidv7(), storeId, reason: how.reason, grantedBy, grantedAt: how.at };
  const known = await tx.save(VehicleStore.open(vehicle, grant));
  // The new row's foreign key waits for whoever changes the vehicle, and the next change tells this store, too.
  const asItIs = await tx.get(Vehicle, vehicle.id);
  await tx.save(known, asItIs.asItIs());
  return asItIs;
}

/** Stores the vehicle, and says how it is now in every store that knows it. */
async function tell(tx: Tx, vehicle: Vehicle, changed: VehicleChanged): Promise<Vehicle> {
  await tx.save(vehicle);
  const stores = await tx.list(VehicleStore, { vehicleId: vehicle.id });
  const ids = stores.map(({ id }) => id);
  for (const store of await tx.lockEach(VehicleStore, ids)) await tx.save(store, changed);
  return vehicle;
}

async function refusingDuplicates<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    const violated = violatedConstraint(error) ?? '';
    throw ['vehicle_vin', 'vehicle_plate', 'vehicle_store_once'].includes(violated) ? new VehicleExists() : error;
  });
}
