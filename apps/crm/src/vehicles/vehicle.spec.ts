import fc from 'fast-check';
import { InvalidPlate, InvalidVin } from './vehicle.errors.js';
import { aVehicle } from './testing.js';

describe('a vehicle', () => {
  it.each(['LSVAC4180M2031846', 'LSVAC4182M203184', 'lsvac4182m2031846'])('is refused with the VIN %s', (vin) => {
    expect(() => aVehicle({ vin })).toThrow(InvalidVin);
  });

  it.each(['A12345', '沪A1234', '沪I12345'])('is refused with the plate %s, and keeps the one that it has', (plate) => {
    expect(() => aVehicle({ plate })).toThrow(InvalidPlate);
    const vehicle = aVehicle({ plate: '沪A7K326' });
    expect(() => vehicle.changePlate(plate)).toThrow(InvalidPlate);
    expect(vehicle.plate).toBe('沪A7K326');
  });

  it('says how it is now when its plate or owner changes', () => {
    const vehicle = aVehicle();
    expect(vehicle.changePlate('沪B3M918')).toMatchObject({
      vehicleId: vehicle.id,
      vin: vehicle.vin,
      plate: '沪B3M918',
    });
    expect(vehicle.changeOwner('018f-owner').ownerCustomerId).toBe('018f-owner');
  });

  it('shows the highest of all readings, and speaks only when it raises', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3_000_000)), (readings) => {
        const vehicle = aVehicle({ mileageKm: 40_000 });
        for (const reading of readings) {
          const before = vehicle.mileageKm;
          expect(vehicle.readMileage(reading)?.mileageKm).toBe(reading > before ? reading : undefined);
        }
        expect(vehicle.mileageKm).toBe(Math.max(40_000, ...readings));
      }),
    );
  });
});
