import { vinCheckDigit } from '@pitlane/kernel';
import { uuidv7 } from 'uuidv7';
import { Vehicle, type VehicleFacts } from './vehicle.entity.js';
import { VehicleStore } from './vehicle-store.entity.js';

let cars = 10_000;

/** A VIN that is right, and a plate; both new each time. */
export function aCar(): { vin: string; plate: string } {
  cars += 1;
  const vin = `LSVAC418XM20${cars}`;
  return { vin: `${vin.slice(0, 8)}${vinCheckDigit(vin)}${vin.slice(9)}`, plate: `沪A${cars}` };
}

export const someFacts = (facts: Partial<VehicleFacts> = {}): VehicleFacts => ({
  ...aCar(),
  ownerCustomerId: uuidv7(),
  make: '上汽大众',
  model: '朗逸',
  modelYear: 2021,
  powertrain: 'petrol',
  mileageKm: 46_180,
  purchasedOn: null,
  insuredUntil: null,
  inspectedUntil: null,
  ...facts,
});

export function aVehicle(facts: Partial<VehicleFacts> = {}): Vehicle {
  return Vehicle.register({ id: uuidv7(), storeId: 'SH001', groupId: 'huadong' }, someFacts(facts));
}

/** That a store knows a vehicle. */
export function vehicleKnownIn(storeId: string, vehicle: Vehicle): VehicleStore {
  const grantedAt = new Date('2026-11-01T02:00:00Z');
  return VehicleStore.open(vehicle, {
    id: uuidv7(),
    storeId,
    reason: 'registered',
    grantedBy: 'he.booking',
    grantedAt,
  });
}
