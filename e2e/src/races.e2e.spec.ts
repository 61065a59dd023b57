import { instantOf, localTime, plusMinutes } from '@pitlane/kernel';
import { type Api, book, type Guest, setUpStore, STAFF, STORE } from '@pitlane/tools';
import { authorizedWalkIn, settledWalkIn } from './walk-ins.js';
import { sellPart } from './parts-for-sale.js';
import { platformUnderTest, race, startReplica } from './support.js';

const CALLERS = 32;
const half = <T>(index: number, one: T, other: T): T => (index % 2 === 0 ? one : other);

describe('32 callers at once, through two processes of the service', () => {
  const { api, clock } = platformUnderTest();
  let guests: Guest[];

  beforeAll(async () => {
    // At whatever hour the test is run: the technicians are there.
    clock.moveTo(instantOf(localTime(plusMinutes(clock.now(), 1440), STORE.zone).date, '09:00', STORE.zone));
    guests = await setUpStore(api, clock.now());
  }, 120_000);

  it('one books the last place of the EV bay; the others are told what else is free', async () => {
    const replica = await startReplica('appointments');
    const day = localTime(plusMinutes(clock.now(), 5 * 1440), STORE.zone).date;
    const startsAt = instantOf(day, '15:00', STORE.zone).toISOString();
    // The replica must know the guests' cars, too: a first booking at another time waits until it does.
    await book(replica.api, guests[5] as Guest, plan('EVH-001', 5), instantOf(day, '09:00', STORE.zone));
    const tries = Array.from({ length: CALLERS }, (_, index) => () => {
      const guest = guests[index % guests.length] as Guest;
      return half<Api>(index, api, replica.api).post<{ id: string }>('appointments', '/v1/appointments', {
        as: STAFF.bookingAgent,
        body: {
          customerId: guest.customerId, vehicleId: guest.vehicleId, channel: 'phone', complaint: '续航下降', operations: ['EVH-001'], startsAt,
          meanwhile: 'leaves',
        },
      }); // prettier-ignore
    });
    const { won, codes } = await race(tries);
    await replica.stop();

    expect(won).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['APPOINTMENTS.NO_CAPACITY']));
    const { items } = await api.get<{ items: { startsAt: string; status: string }[] }>(
      'appointments',
      `/v1/appointments?day=${day}&limit=100`,
      STAFF.bookingAgent,
    );
    expect(items.filter((item) => item.startsAt === startsAt && item.status === 'booked')).toHaveLength(1);
  });

  it('one takes a payment; the others are refused, and nothing is left behind', async () => {
    const paid = await settledWalkIn(api, clock, guests[22] as Guest);
    const replica = await startReplica('billing');
    const tries = Array.from(
      { length: CALLERS },
      (_, index) => () =>
        half<Api>(index, api, replica.api).post('billing', `/v1/settlements/${paid.id}/payments`, {
          as: STAFF.cashier,
          body: { method: 'cash', amountFen: paid.openFen },
        }),
    );
    const { won, codes } = await race(tries);
    await replica.stop();

    expect(won).toHaveLength(1);
    expect(codes).toHaveLength(CALLERS - 1);
    const after = await api.get<{ paidFen: number; totalFen: number; payments: unknown[] }>(
      'billing',
      `/v1/settlements/${paid.id}`,
      STAFF.cashier,
    );
    expect(after.paidFen).toBe(after.totalFen);
    expect(after.payments).toHaveLength(1);
  });

  it('one gets the last part; the others are refused, and the shelf is empty', async () => {
    const partNumber = await sellPart(api, clock.now(), [
      { note: 'only', daysAgo: 1, quantityThousandths: 1_000, unitCostFen: 9_000 },
    ]);
    const orders = [
      await authorizedWalkIn(api, clock, { guest: guests[21] as Guest, operationCode: 'MNT-007', partNumber }),
      await authorizedWalkIn(api, clock, { guest: guests[23] as Guest, operationCode: 'MNT-007', partNumber }),
    ];
    const replica = await startReplica('parts');
    const tries = Array.from({ length: CALLERS }, (_, index) => () => {
      const { orderId, lineId } = orders[index % orders.length] as { orderId: string; lineId: string };
      return half<Api>(index, api, replica.api).post('parts', '/v1/issues', {
        as: STAFF.partsClerk,
        body: { repairOrderId: orderId, receivedBy: 'wu.technician', lines: [{ lineId, quantityThousandths: 1_000 }] },
      });
    });
    const { won, codes } = await race(tries);
    await replica.stop();

    expect(won).toHaveLength(1);
    expect(codes.every((code) => /^PARTS\.(INSUFFICIENT_STOCK|MORE_THAN_APPROVED)$/.test(code))).toBe(true);
  });
});

const plan = (operation: string, guest: number) =>
  ({ guest, at: '09:00', operations: [operation], complaint: '检查', pays: 'cash' }) as const;
