import { Event, IntegrationEvent } from '../event.js';
import { Integer, Kilometres, OneOf, Text, Uuid } from '../fields.js';

export const POWERTRAINS = ['petrol', 'diesel', 'hybrid', 'electric'] as const;
export type Powertrain = (typeof POWERTRAINS)[number];

/** A vehicle as it is now: registered, or its owner, plate or mileage changed (CRM-1). */
@Event('crm.vehicle.changed', 1)
export class VehicleChanged extends IntegrationEvent {
  @Uuid() vehicleId!: string;
  @Uuid() ownerCustomerId!: string;
  @Text(17, { min: 17 }) vin!: string;
  @Text(8, { min: 7 }) plate!: string;
  @Text(60) make!: string;
  @Text(80) model!: string;
  @Integer({ min: 1950, max: 2100 }) modelYear!: number;
  @OneOf(POWERTRAINS) powertrain!: Powertrain;
  /** Highest reading so far. */
  @Kilometres() mileageKm!: number;
}
