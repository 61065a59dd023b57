import { randomUUID } from 'node:crypto';
import { RepairOrderCancelled, RepairOrderCompleted, RepairOrderOpened, VehicleDelivered } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import fc from 'fast-check';
import { AppointmentsServiceModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';

const car = { customerId: randomUUID(), vehicleId: randomUUID() };
const appointmentId = randomUUID();
const line = {
  lineId: randomUUID(),
  jobId: randomUUID(),
  flatRateHundredths: 150,
  skill: 'brakes',
  payType: 'customer',
} as const;

/** All that the workshop ever says of one order, and an order that it cancels. */
function toldOf(repairOrderId: string) {
  const order = { ...car, repairOrderId, number: 'SH001-2026-000001' };
  const openedAt = '2026-10-01T01:00:00.000Z';
  const intake = {
    appointmentId,
    advisorId: 'chen.advisor',
    mileageKm: 41_000,
    meanwhile: 'waits',
    promisedAt: openedAt,
  } as const;
  const work = {
    repairOrderVersion: 1,
    laborLines: [{ ...line, operationCode: 'BRK-012' }],
    partLines: [],
    wearItems: [],
  };
  const exit = { advisorId: 'chen.advisor', exitPassId: randomUUID(), mileageKm: 41_005 };
  return [
    RepairOrderOpened.of({ ...order, ...intake, openedAt }),
    RepairOrderCompleted.of({ ...order, ...work, mileageKm: 41_003, completedAt: '2026-10-01T06:00:00.000Z' }),
    VehicleDelivered.of({ ...order, ...exit, deliveredAt: '2026-10-01T08:00:00.000Z' }),
    RepairOrderCancelled.of({ ...order, reason: '客户有事', cancelledAt: '2026-10-01T09:00:00.000Z' }),
  ];
}

describe('what is known of a repair order', () => {
  const service = startService(AppointmentsServiceModule, 'appointments', migrations);

  it('is the same in whatever order its events come, and however often', async () => {
    const orders = fc.tuple(
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
    );
    const property = fc.asyncProperty(orders, async ([order, again]) => {
      const repairOrderId = randomUUID();
      const told = toldOf(repairOrderId);
      // Each an aggregate of its own, so that the inbox does not put them in order.
      for (const index of [...order, ...again]) {
        const event = told[index];
        if (event) expect(await service.deliver(event)).toBe('done');
      }
      const [known] = await service.sql('SELECT * FROM known_repair_order WHERE repair_order_id = $1', [repairOrderId]);
      expect(known).toEqual({
        ...{
          store_id: 'SH001',
          repair_order_id: repairOrderId,
          vehicle_id: car.vehicleId,
          appointment_id: appointmentId,
        },
        ...{ number: 'SH001-2026-000001', mileage_km: 41_005, operation_codes: ['BRK-012'] },
        ...{ opened_at: new Date('2026-10-01T01:00:00Z'), completed_at: new Date('2026-10-01T06:00:00Z') },
        ...{ delivered_at: new Date('2026-10-01T08:00:00Z'), cancelled_at: new Date('2026-10-01T09:00:00Z') },
      });
    });
    await fc.assert(property, { numRuns: 25 });
  });
});
