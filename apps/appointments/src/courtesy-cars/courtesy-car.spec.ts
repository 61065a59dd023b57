import {
  CourtesyCarInService,
  CourtesyCarOutOfService,
  CourtesyMileageFell,
  CourtesyPlateNotValid,
} from './courtesy-car.errors.js';
import { aCourtesyCar } from './testing.js';

const scratch = { place: 'left rear door', text: 'scratch, 5 cm' };

describe('a courtesy car', () => {
  it('has a plate', () => {
    expect(() => aCourtesyCar({ plate: '沪A1234O' })).toThrow(CourtesyPlateNotValid);
    expect(aCourtesyCar({ plate: '沪AD12345', powertrain: 'electric' })).toMatchObject({ plate: '沪AD12345' });
  });

  it('leaves service with a reason and comes back as it then is', () => {
    const car = aCourtesyCar({ marks: [scratch] });
    car.takeOutOfService('brakes');
    expect(() => car.checkInService()).toThrow(CourtesyCarOutOfService);
    expect(() => car.takeOutOfService('again')).toThrow(CourtesyCarOutOfService);

    car.bringBackIntoService({ mileageKm: 12_010, fuelPercent: 70, marks: [] });
    expect(car).toMatchObject({ outOfServiceReason: null, mileageKm: 12_010, fuelPercent: 70, marks: [] });
    expect(() => car.bringBackIntoService(car)).toThrow(CourtesyCarInService);
  });

  it('does not lose kilometres, and what is refused changes nothing', () => {
    const car = aCourtesyCar({ mileageKm: 12_000 });
    car.takeOutOfService('brakes');
    expect(() => car.bringBackIntoService({ mileageKm: 11_999, fuelPercent: 5, marks: [] })).toThrow(
      CourtesyMileageFell,
    );
    expect(car).toMatchObject({ outOfServiceReason: 'brakes', mileageKm: 12_000, fuelPercent: 80 });
  });
});
