import type { TestAnswer, TestCaller } from '@pitlane/testing';
import { vinCheckDigit } from '@pitlane/kernel';
import type { SentReading, VehicleReading } from './reading.js';
import type { ReadingsView } from './vehicle-reading.dto.js';

let cars = 100_000;

/** A VIN that is right, and new each time. */
export function aVin(): string {
  cars += 1;
  const vin = `LSVAC418XM2${cars}`;
  return `${vin.slice(0, 8)}${vinCheckDigit(vin)}${vin.slice(9)}`;
}

/** What a car told on the day before the tests' clock, as its source sends it. */
export const aRow = (facts: Partial<SentReading> = {}): SentReading => ({
  messageId: 'message-1',
  vin: 'LSVAU033952215377',
  measuredAt: new Date('2026-11-20T01:00:00Z'),
  mileageKm: 42_000,
  faults: [],
  ...facts,
});

export const aReading = ({ vehicleId = 'a car', ...facts }: Partial<VehicleReading> = {}): VehicleReading => {
  const { messageId, measuredAt, mileageKm, faults } = aRow(facts);
  return { messageId, vehicleId, measuredAt, mileageKm, faults };
};

/** Sends rows as an integration of the store does. */
export const sendRows = (
  caller: TestCaller,
  rows: readonly SentReading[],
  headers: Record<string, string> = {},
): Promise<TestAnswer<ReadingsView>> => caller.post<ReadingsView>('/v1/vehicle-readings', { readings: rows }, headers);
