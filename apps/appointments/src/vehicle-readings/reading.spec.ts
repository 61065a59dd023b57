import { judge } from './judged.js';
import { type OdometerMark, refusalOf } from './reading.js';
import { aReading, aRow } from './testing.js';

const NOW = new Date('2026-11-21T01:00:00Z');
const at = (time: string): Date => new Date(`2026-11-${time}:00Z`);
const mark = (time: string, mileageKm: number): OdometerMark => ({
  vehicleId: 'a car',
  measuredAt: at(time),
  mileageKm,
});

describe('a reading', () => {
  const marks = [mark('10T08:00', 41_000), mark('20T08:00', 42_000)];
  const refused = (time: string, mileageKm: number) =>
    refusalOf(aReading({ measuredAt: at(time), mileageKm }), marks, NOW);

  it.each([
    ['between two', '15T08:00', 41_500, undefined],
    ['older than all, and lower', '01T08:00', 40_000, undefined],
    ['newer than all, and higher', '21T00:00', 42_300, undefined],
    ['of an instant that is there, with the same mileage', '20T08:00', 42_000, undefined],
    ['a little ahead of our clock', '21T01:05', 42_300, undefined],
    ['of an instant that is there, with another mileage', '20T08:00', 41_999, 'APPOINTMENTS.MILEAGE_BELOW_EARLIER'],
    ['of the future', '21T01:06', 42_300, 'APPOINTMENTS.MEASURED_IN_THE_FUTURE'],
    ['lower than one before', '15T08:00', 40_999, 'APPOINTMENTS.MILEAGE_BELOW_EARLIER'],
    ['higher than one after', '15T08:00', 42_001, 'APPOINTMENTS.MILEAGE_ABOVE_LATER'],
    ['of more than a car drives in its life', '21T00:00', 1_000_001, 'APPOINTMENTS.MILEAGE_ABSURD'],
    ['driven at 250 km/h', '20T09:00', 42_255, undefined],
    ['driven faster than that', '20T09:00', 42_256, 'APPOINTMENTS.MILEAGE_ABSURD'],
    ['from which one would have to drive faster', '20T07:00', 41_744, 'APPOINTMENTS.MILEAGE_ABSURD'],
  ])('%s is taken or refused with its code', (_, time, mileageKm, code) => {
    expect(refused(time, mileageKm)).toBe(code);
  });
});

describe('a batch', () => {
  const nothing = { vehicleIds: new Map([['LSVAU033952215377', 'a car']]), kept: [], marks: [], now: NOW };

  it('takes the good rows and says why it refuses the others', () => {
    const rows = [
      aRow({ messageId: 'm-1' }),
      aRow({ messageId: 'm-2', vin: 'LSVAU033952215378' }),
      aRow({ messageId: 'm-3', measuredAt: at('21T00:00'), mileageKm: 41_000 }),
      aRow({ messageId: 'm-4', measuredAt: at('21T00:00'), mileageKm: 42_500 }),
    ];
    const { taken, refused } = judge(rows, nothing);
    expect(taken.map(({ messageId }) => messageId)).toEqual(['m-1', 'm-4']);
    expect(refused).toEqual([
      { index: 1, messageId: 'm-2', refusal: 'APPOINTMENTS.VIN_NOT_KNOWN' },
      { index: 2, messageId: 'm-3', refusal: 'APPOINTMENTS.MILEAGE_BELOW_EARLIER' },
    ]);
  });

  it('does nothing for a message that came before, here or in another batch', () => {
    const kept = [aReading({ messageId: 'm-1' })];
    const rows = [aRow({ messageId: 'm-1' }), aRow({ messageId: 'm-2' }), aRow({ messageId: 'm-2' })];
    const { taken, repeated, refused } = judge(rows, { ...nothing, kept });
    expect([taken.length, repeated, refused]).toEqual([1, 2, []]);
  });

  it.each([
    ['mileage', { mileageKm: 42_001 }],
    ['instant', { measuredAt: at('20T02:00') }],
    ['fault', { faults: [{ code: 'P0301', state: 'confirmed' as const }] }],
  ])('refuses a message id that came with another %s before', (_, facts) => {
    const { refused } = judge([aRow(facts)], { ...nothing, kept: [aReading()] });
    expect(refused).toMatchObject([{ refusal: 'APPOINTMENTS.MESSAGE_ID_REUSED' }]);
  });
});
