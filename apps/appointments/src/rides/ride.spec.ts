import { CarFetched, CarReturned } from '@pitlane/contracts';
import { MONDAY_TEN } from '../appointments/testing.js';
import { AgreementNotSignedYet } from '../courtesy-loans/courtesy-loan.errors.js';
import type { Ride } from './ride.entity.js';
import {
  CarNotAtTheStore, CarWasFetched, HandedOverAlready, NotHandedOver, OdometerOfReturn, RideMileageFell, RideTimeIsOver,
  RideTimeNotPossible, WrongRideStatus,
} from './ride.errors.js'; // prettier-ignore
import { aRide, handOverBody, MONDAY_BACK, MONDAY_END, MONDAY_NINE } from './testing.js';

const by = 'chen.advisor';
const SATURDAY = new Date('2026-11-21T01:00:00Z');
const scratch = { place: '左后门', text: '划痕 5 厘米' };
const dent = { place: '前保险杠', text: '凹陷' };

const setOut = (ride: Ride, at = MONDAY_NINE) => ride.setOut(undefined, { at, hasArrived: false, fetch: null });
const handOver = (ride: Ride, facts = {}, fetch: Ride | null = null, at = MONDAY_TEN) =>
  ride.handCarOver({ ...handOverBody(facts), by }, fetch, at);
const leaveWith = (ride: Ride, mileageKm: number | undefined, fetch: Ride | null = null, hasArrived = true) =>
  ride.setOut(mileageKm, { at: MONDAY_END, hasArrived, fetch });

const underWay = (): Ride => {
  const ride = aRide();
  setOut(ride);
  return ride;
};
const withCar = (facts = {}): Ride => {
  const ride = underWay();
  handOver(ride, facts);
  return ride;
};
const fetched = (facts = {}): Ride => {
  const ride = withCar(facts);
  ride.bringIn(42_010, MONDAY_TEN);
  return ride;
};
const released = (): Ride => {
  const ride = aRide();
  ride.release('given-up', SATURDAY);
  return ride;
};

describe('a ride', () => {
  it.each([
    ['planned', aRide, ['setOut', 'move', 'release']],
    ['under way', underWay, ['handOver', 'release']],
    ['under way with the car', withCar, ['bringIn']],
    ['done', fetched, []],
    ['released', released, []],
  ] as const)('that is %s allows %j', (_status, make, allowed) => {
    const commands = {
      setOut: (ride: Ride) => setOut(ride),
      handOver: (ride: Ride) => handOver(ride),
      bringIn: (ride: Ride) => ride.bringIn(42_010, MONDAY_TEN),
      move: (ride: Ride) => ride.checkMovable({ from: MONDAY_NINE, to: MONDAY_TEN }, MONDAY_TEN, SATURDAY),
      release: (ride: Ride) => ride.release('cancelled', SATURDAY),
    };
    for (const [name, command] of Object.entries(commands)) {
      const ride = make();
      const before = { ...ride };
      const attempt = (): unknown => command(ride);
      if ((allowed as readonly string[]).includes(name)) expect(attempt).not.toThrow();
      else {
        expect(attempt).toThrow();
        expect(ride).toEqual(before);
      }
    }
  });

  it('says why it does not go on', () => {
    expect(() => setOut(underWay())).toThrow(WrongRideStatus);
    expect(() => handOver(withCar())).toThrow(HandedOverAlready);
    expect(() => underWay().bringIn(42_010, MONDAY_TEN)).toThrow(NotHandedOver);
    expect(() => withCar().release('cancelled', MONDAY_TEN)).toThrow(CarWasFetched);
    expect(() => fetched().release('cancelled', MONDAY_TEN)).toThrow(CarWasFetched);
    expect(() => released().release('cancelled', MONDAY_TEN)).toThrow(WrongRideStatus);
  });

  it('keeps its driver from the moment at which they set out early, and not when it is over', () => {
    const ride = aRide();
    const early = new Date('2026-11-23T00:40:00Z');
    setOut(ride, early);
    expect(ride).toMatchObject({ status: 'under-way', setOutAt: early, keptFrom: early, keptUntil: MONDAY_TEN });
    expect(() => setOut(aRide(), MONDAY_TEN)).toThrow(RideTimeIsOver);
  });

  it.each([
    ['fetches after the visit began', 'fetch', { from: MONDAY_NINE, to: MONDAY_END }],
    ['brings back before the visit begins', 'return', { from: MONDAY_NINE, to: MONDAY_TEN }],
    ['begins before now', 'fetch', { from: new Date('2026-11-21T00:59:00Z'), to: SATURDAY }],
  ] as const)('is not moved to a time that %s', (_what, kind, period) => {
    expect(() => aRide(kind).checkMovable(period, MONDAY_TEN, SATURDAY)).toThrow(RideTimeNotPossible);
  });
});

describe('a car that is fetched', () => {
  it('is signed for, and the others hear no more than its state', () => {
    const ride = underWay();
    const event = handOver(ride, { marks: [scratch] });
    expect(ride).toMatchObject({ status: 'under-way', handedOverAt: MONDAY_TEN, handOver: { keys: 1, by } });
    expect(event).toBeInstanceOf(CarFetched);
    expect(event).toMatchObject({ driverId: 'gu.driver', mileageKm: 42_000, fuelPercent: 55 });
    expect(JSON.stringify(event)).not.toMatch(/划痕|QSC|chen/);

    ride.bringIn(42_010, MONDAY_END);
    expect(ride).toMatchObject({ status: 'done', storeMileageKm: 42_010, doneAt: MONDAY_END });
  });

  it.each([
    ['nobody has signed yet', AgreementNotSignedYet, () => handOver(underWay(), { agreementSignedAt: '2026-11-23T02:01:00Z' })],
    ['its odometer ran backwards', RideMileageFell, () => withCar().bringIn(41_999, MONDAY_TEN)],
    ['an odometer is read before it is there', OdometerOfReturn, () =>
      aRide().setOut(42_000, { at: MONDAY_NINE, hasArrived: false, fetch: null })],
  ] as const)('is refused when %s', (_why, refusal, attempt) => {
    expect(attempt).toThrow(refusal);
  }); // prettier-ignore

  it('is not handed over before its driver set out, even when the clock was set back', () => {
    const ride = underWay();
    handOver(ride, {}, null, SATURDAY);
    expect(ride.handedOverAt).toEqual(MONDAY_NINE);
    ride.bringIn(42_010, SATURDAY);
    expect(ride.doneAt).toEqual(MONDAY_NINE);
  });
});

describe('a car that is brought back', () => {
  it('is compared with what was fetched: its new marks, and what was driven at the store', () => {
    const fetch = fetched({ marks: [scratch] });
    const ride = aRide('return');
    leaveWith(ride, 42_024, fetch);
    const event = handOver(ride, { mileageKm: 42_034, marks: [scratch, dent] }, fetch, MONDAY_BACK);
    expect(ride).toMatchObject({ status: 'done', doneAt: MONDAY_BACK });
    expect(ride.comparison).toEqual({ newMarks: [dent], drivenAtStoreKm: 14 });
    expect(event).toBeInstanceOf(CarReturned);
    expect(event).toMatchObject({ newMarks: 1, mileageKm: 42_034 });
  });

  it('is compared with nothing when its customer brought it', () => {
    const ride = aRide('return');
    leaveWith(ride, 42_024);
    const event = handOver(ride, { mileageKm: 42_034, marks: [dent] }, null, MONDAY_BACK);
    expect(ride).toMatchObject({ status: 'done', comparison: null });
    expect(event).not.toHaveProperty('newMarks');
  });

  it.each([
    ['the visit has not arrived', CarNotAtTheStore, () => leaveWith(aRide('return'), 42_024, null, false)],
    ['its driver still brings it', CarNotAtTheStore, () => leaveWith(aRide('return'), 42_024, withCar())],
    ['nobody read the odometer', OdometerOfReturn, () => leaveWith(aRide('return'), undefined, fetched())],
    ['the odometer ran backwards at the store', RideMileageFell, () => leaveWith(aRide('return'), 42_009, fetched())],
  ] as const)('does not leave the store when %s', (_why, refusal, attempt) => {
    expect(attempt).toThrow(refusal);
  });
});
