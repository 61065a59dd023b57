import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import type { DeliveryView } from '../deliveries/delivery.dto.js';
import { migrations } from '../migrations/index.js';
import { authorized, opened, PartsCounter } from '../stock/testing.js';
import type { RecallView } from './recall.dto.js';

type Answer = RecallView & { code?: string };

describe('a suspected delivery (PRT-8)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const clerk = parts.as('parts-clerk');

  const suspect = ({ id }: DeliveryView) =>
    clerk.post<Answer>(`/v1/deliveries/${id}/suspect`, { reason: '防伪码不符' });
  const lift = ({ id }: DeliveryView) =>
    parts.as('service-manager').post<Answer>(`/v1/deliveries/${id}/lift-suspicion`, { reason: '厂家确认为正品' });

  /** Of ten pieces two are drawn, two staged, two reserved in the bin. */
  async function inUse() {
    const part = await counter.listPart();
    const { partNumber } = part;
    const delivery = await counter.receive({ partNumber, quantityThousandths: 10_000 });
    const lineId = randomUUID();
    const drawn = authorized(randomUUID(), [{ lineId, partNumber, quantityThousandths: 2000 }]);
    await parts.deliver(opened(drawn.repairOrderId, drawn.vehicleId), { aggregateId: drawn.repairOrderId });
    await parts.deliver(drawn, { aggregateId: drawn.repairOrderId });
    const issue = await counter.issue(drawn.repairOrderId, lineId, 2000);
    const staged = await counter.book([{ partNumber, quantityThousandths: 2000 }]);
    const { id } = await counter.reservationOf(staged);
    await clerk.post(`/v1/reservations/${id}/stage`, { shelf: 'R-12' });
    const reserved = await counter.book([{ partNumber, quantityThousandths: 2000 }]);
    return { part, partNumber, delivery, drawn, lineId, issueId: issue.body.id, staged, reserved };
  }

  it('lies in quarantine, also what was kept for somebody, and names each car that got something of it', async () => {
    const { part, delivery, drawn, staged, reserved } = await inUse();

    const { status, body } = await suspect(delivery);

    const [lot] = delivery.lots;
    const got = {
      ...{ repairOrderId: drawn.repairOrderId, vehicleId: drawn.vehicleId },
      ...{ lotId: lot?.lotId, partNumber: part.partNumber, quantityThousandths: 2000 },
    };
    expect({ status, body }).toEqual({
      status: 200,
      body: { deliveryId: delivery.id, repairOrders: [got], passedOn: [] },
    });
    expect(await counter.stockOf(part)).toMatchObject({
      ...{ availableThousandths: 0, reservedThousandths: 0, quarantinedThousandths: 8000 },
    });
    for (const appointmentId of [staged, reserved]) {
      const reservation = await counter.reservationOf(appointmentId);
      expect(reservation).toMatchObject({ status: 'short', lines: [{ reservedThousandths: 0 }] });
      expect((await counter.said(reservation.id)).at(-1)).toBe('reservation.short');
    }
    const said = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === delivery.id).at(-1);
    expect(said).toMatchObject({
      type: 'parts.delivery.suspected.v1',
      data: { reason: '防伪码不符', repairOrders: [got] },
    });
    const read = await parts.as('service-advisor').get(`/v1/deliveries/${delivery.id}/repair-orders`);
    expect(read.body).toEqual(body);
  });

  it('gives way to another one, for those who had something kept of it', async () => {
    const { delivery, partNumber, staged, reserved } = await inUse();
    const other = await counter.receive({ partNumber, quantityThousandths: 3000 });

    await suspect(delivery);

    expect(await counter.reservationOf(staged)).toMatchObject({ status: 'reserved' });
    expect(await counter.reservationOf(reserved)).toMatchObject({
      status: 'short',
      lines: [{ reservedThousandths: 1000 }],
    });
    const kept = await parts.sql(
      `SELECT DISTINCT lot.delivery_id FROM kept JOIN lot ON lot.id = lot_id
       WHERE lot.part_number = $1 AND kept.reserved_thousandths + kept.staged_thousandths > 0`,
      [partNumber],
    );
    expect(kept).toEqual([{ delivery_id: other.id }]);
  });

  it('takes back into quarantine what a car did not need', async () => {
    const { part, delivery, lineId, issueId } = await inUse();
    await suspect(delivery);
    const lines = [{ lineId, quantityThousandths: 2000 }];
    expect((await clerk.post(`/v1/issues/${issueId}/returns`, { lines, reason: 'not needed' })).status).toBe(201);

    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 10_000 });
    expect((await clerk.get(`/v1/deliveries/${delivery.id}/repair-orders`)).body).toMatchObject({ repairOrders: [] });
  });

  it('is suspected once, also while others reserve of it, and nothing of it stays kept', async () => {
    const part = await counter.listPart();
    const { partNumber } = part;
    const delivery = await counter.receive({ partNumber, quantityThousandths: 20_000 });
    const bookings = Array.from({ length: 8 }, () => counter.book([{ partNumber, quantityThousandths: 1000 }]));

    const answers = await Promise.all([suspect(delivery), suspect(delivery)]);
    await Promise.all(bookings);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await counter.stockOf(part)).toMatchObject({
      ...{ availableThousandths: 0, reservedThousandths: 0, quarantinedThousandths: 20_000 },
    });
  });

  it('is cleared by the manager alone, for those who wait', async () => {
    const { part, delivery, staged, reserved } = await inUse();
    expect((await lift(delivery)).body).toMatchObject({ code: 'PARTS.DELIVERY_NOT_SUSPECTED' });
    await suspect(delivery);
    expect((await clerk.post(`/v1/deliveries/${delivery.id}/lift-suspicion`, { reason: 'x' })).status).toBe(403);

    expect((await lift(delivery)).status).toBe(200);

    for (const id of [staged, reserved]) expect(await counter.reservationOf(id)).toMatchObject({ status: 'reserved' });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 4000, quarantinedThousandths: 0 });
    expect(await counter.said(delivery.id)).toEqual([
      'delivery.received',
      'delivery.suspected',
      'delivery.suspicion-lifted',
    ]);
  });
});
