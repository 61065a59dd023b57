import { randomInt, randomUUID } from 'node:crypto';
import { CourtesyCar, type CourtesyCarFacts } from './courtesy-car.entity.js';

/** What the manager writes down of a car of the fleet; its plate is its own. */
export const carBody = () => ({
  ...{ plate: `沪A${randomInt(10_000, 99_999)}`, make: 'Volkswagen', model: 'Polo', powertrain: 'petrol' as const },
  ...{ mileageKm: 12_000, fuelPercent: 80, marks: [] },
});

export const aCourtesyCar = (facts: Partial<CourtesyCarFacts> = {}): CourtesyCar =>
  CourtesyCar.register({ id: randomUUID(), storeId: 'SH001', ...carBody(), ...facts });
