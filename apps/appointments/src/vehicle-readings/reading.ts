import { canonicalJson, plusMinutes } from '@pitlane/kernel';
import { SETTINGS } from '../settings.js';

/** `pending`: seen once, not yet sure; `cleared`: the car tells it no more. Mildest first. */
export const FAULT_STATES = ['cleared', 'pending', 'confirmed'] as const;
export type FaultState = (typeof FAULT_STATES)[number];

export interface ReportedFault {
  /** SAE J2012. */
  readonly code: string;
  readonly state: FaultState;
}

/** What a car told at one instant, as its source sends it. */
export interface SentReading {
  /** The source's own; the same message has the same id whenever it comes. */
  readonly messageId: string;
  readonly vin: string;
  readonly measuredAt: Date;
  readonly mileageKm: number;
  readonly faults: readonly ReportedFault[];
}

/** A reading of a car that the store knows. */
export interface VehicleReading extends Omit<SentReading, 'vin'> {
  readonly vehicleId: string;
}

/** A point of what the odometer of a car showed over time. */
export type OdometerMark = Pick<VehicleReading, 'vehicleId' | 'measuredAt' | 'mileageKm'>;

/** Why a row is not taken in. */
export const READING_REFUSALS = {
  'APPOINTMENTS.VIN_NOT_KNOWN': 'The store does not know a car with this VIN (yet).',
  'APPOINTMENTS.MESSAGE_ID_REUSED': 'This message id came with another reading before.',
  'APPOINTMENTS.MEASURED_IN_THE_FUTURE': 'It was measured later than now.',
  'APPOINTMENTS.MILEAGE_ABSURD': 'No car drives so far, or so far in this time.',
  'APPOINTMENTS.MILEAGE_BELOW_EARLIER': 'The mileage is lower than one that was measured before.',
  'APPOINTMENTS.MILEAGE_ABOVE_LATER': 'The mileage is higher than one that was measured after.',
} as const;
export type ReadingRefusal = keyof typeof READING_REFUSALS;

const HOUR_MS = 3_600_000;

/** Odometers show whole kilometres, and the clocks of cars are a little off. */
const SLACK_KM = 5;

/** Whether it is the same message, word for word. */
export function isSame(one: VehicleReading, other: VehicleReading): boolean {
  return contentOf(one) === contentOf(other);
}

const contentOf = ({ vehicleId, measuredAt, mileageKm, faults }: VehicleReading): string =>
  canonicalJson({
    ...{ vehicleId, mileageKm, measuredAt: measuredAt.toISOString() },
    faults: faults.map(({ code, state }) => ({ code, state })),
  });

/**
 * What is wrong with a reading beside others of the same car; those nearest before and after it are enough. Of readings
 * that contradict each other the first that comes is taken.
 */
export function refusalOf(
  reading: VehicleReading,
  marks: readonly OdometerMark[],
  now: Date,
): ReadingRefusal | undefined {
  const { measuredAt, mileageKm } = reading;
  if (measuredAt > plusMinutes(now, SETTINGS.carClockAheadMinutes)) return 'APPOINTMENTS.MEASURED_IN_THE_FUTURE';
  if (mileageKm > SETTINGS.mostMileageKm) return 'APPOINTMENTS.MILEAGE_ABSURD';
  if (marks.some((mark) => mark.measuredAt <= measuredAt && mark.mileageKm > mileageKm))
    return 'APPOINTMENTS.MILEAGE_BELOW_EARLIER';
  if (marks.some((mark) => mark.measuredAt >= measuredAt && mark.mileageKm < mileageKm))
    return 'APPOINTMENTS.MILEAGE_ABOVE_LATER';
  return marks.some((mark) => isTooFast(mark, reading)) ? 'APPOINTMENTS.MILEAGE_ABSURD' : undefined;
}

function isTooFast(one: OdometerMark, other: OdometerMark): boolean {
  const hours = Math.abs(other.measuredAt.getTime() - one.measuredAt.getTime()) / HOUR_MS;
  return Math.abs(other.mileageKm - one.mileageKm) > hours * SETTINGS.fastestKmPerHour + SLACK_KM;
}
