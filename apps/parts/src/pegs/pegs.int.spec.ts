import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import type { PurchaseOrderView } from '../purchase-orders/purchase-order.dto.js';
import { PurchasingDesk } from '../purchase-orders/testing.js';
import type { RequisitionView } from '../requisitions/requisition.dto.js';
import type { ShortageView } from '../reservations/shortage.dto.js';
import { authorized, PartsCounter } from '../stock/testing.js';
import { registerSupplier } from '../suppliers/testing.js';
import type { DeliveryView } from '../deliveries/delivery.dto.js';

/** Something is to come for a line that is closed. */
const PEGGED_TO_CLOSED = `
  SELECT line.id FROM reservation_line line JOIN requisition_line wanted ON wanted.reservation_line_id = line.id
  JOIN requisition ON requisition.id = requisition_id WHERE line.closed AND requisition.status IN ('requested', 'approved')
  UNION ALL
  SELECT line.id FROM reservation_line line JOIN purchase_order_line ordered ON ordered.reservation_line_id = line.id
  WHERE line.closed AND received_thousandths < quantity_thousandths`;

describe('what is bought for a booking (PRT-14)', () => {
  // Connections for many at once: what they wait for is each other.
  const parts = startService(PartsModule, 'parts', migrations, { environment: { DATABASE_POOL: '20' } });
  const counter = new PartsCounter(parts);
  const desk = new PurchasingDesk(parts);
  const buyer = parts.as('parts-buyer');
  let notes = 0;

  /** Somebody waits for a part since long; then a booking wants it, on lines of these quantities. */
  async function aShortBooking(...quantities: number[]) {
    const { id, partNumber } = await counter.listPart();
    const { id: supplierId, code } = await registerSupplier(parts, [{ partNumber }]);
    const longest = await counter.book([{ partNumber, quantityThousandths: 3000 }]);
    const appointmentId = await counter.book(
      quantities.map((quantityThousandths) => ({ partNumber, quantityThousandths })),
    );
    const { lines } = await counter.reservationOf(appointmentId);
    const pegged = lines.map(({ lineId: reservationLineId, missingThousandths }) => ({
      ...{ partNumber, quantityThousandths: missingThousandths, reservationLineId },
    }));
    return { id, partNumber, supplierId, code, longest, appointmentId, pegged };
  }
  type Booking = Awaited<ReturnType<typeof aShortBooking>>;

  const approve = (requisitionId: string) =>
    parts.as('purchase-approver').post(`/v1/requisitions/${requisitionId}/approve`);
  const place = async (requisitionId: string) => {
    const requisitions = [{ requisitionId }];
    return (await buyer.post<PurchaseOrderView>('/v1/purchase-orders', { requisitions })).body.id;
  };
  const order = async ({ supplierId, pegged }: Booking, urgency: 'stock' | 'vor' = 'stock') => {
    const { id } = await desk.order({ supplierId, urgency, lines: pegged });
    return (await buyer.post<PurchaseOrderView>(`/v1/purchase-orders/${id}/confirm`, { expectedOn: '2026-11-25' }))
      .body;
  };

  /** The customer comes and signs for lines of these quantities. */
  async function checkIn({ partNumber, appointmentId }: Booking, ...quantities: number[]) {
    const lines = quantities.map((quantityThousandths) => ({ lineId: randomUUID(), partNumber, quantityThousandths }));
    const repairOrderId = await counter.authorize(lines, { appointmentId });
    return { repairOrderId, lines, lineIds: lines.map(({ lineId }) => lineId) };
  }

  const deliver = ({ code, partNumber }: Booking, purchaseOrderId: string, quantityThousandths: number, more = {}) => {
    notes += 1;
    const line = { partNumber, quantityThousandths, unitCostFen: 1000, result: 'accepted', ...more };
    const delivery = { deliveryNote: `PEG-${notes}`, supplier: code, purchaseOrderId, lines: [line] };
    return parts.as('parts-clerk').post<DeliveryView>('/v1/deliveries', delivery);
  };

  const pegsOf = async (id: string) => (await desk.show(id)).lines.map(({ reservationLineId }) => reservationLineId);
  const keptFor = async (purposeId: string) =>
    (await counter.reservationOf(purposeId)).lines.map(({ reservedThousandths }) => reservedThousandths);

  it('is for the order that takes the booking over: its arrival is told, it is bought once, and comes to it first', async () => {
    const booking = await aShortBooking(2000);
    const { id } = await order(booking);

    const { repairOrderId, lineIds } = await checkIn(booking, 2000);

    expect(await pegsOf(id)).toEqual(lineIds);
    const reservation = await counter.reservationOf(repairOrderId);
    const told = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === reservation.id);
    expect(told).toMatchObject([
      { type: 'parts.reservation.short.v1', data: { lines: [{ earliestArrivalAt: '2026-11-25T16:00:00.000Z' }] } },
    ]);
    const shortage = await parts.as('service-advisor').get<ShortageView>(`/v1/reservations/${reservation.id}/shortage`);
    expect(shortage.body.lines).toMatchObject([{ missingThousandths: 2000, earliestArrivalOn: '2026-11-25' }]);
    const again = booking.pegged.map((line) => ({ ...line, reservationLineId: lineIds[0] }));
    const { supplierId } = booking;
    const twice = await buyer.post('/v1/requisitions', { supplierId, urgency: 'stock', lines: again });
    expect(twice).toMatchObject({ status: 409, body: { code: 'PARTS.ALREADY_ON_ORDER' } });

    await deliver(booking, id, 2000);

    expect(await counter.reservationOf(repairOrderId)).toMatchObject({ status: 'reserved' });
    expect(await keptFor(booking.longest)).toEqual([0]);
  });

  it.each(['requested', 'approved', 'draft'])('is for the order, too, while it is %s', async (step) => {
    const { supplierId, pegged, ...booking } = await aShortBooking(2000);
    const wanted = { supplierId, urgency: 'stock', lines: pegged };
    const { id } = (await buyer.post<RequisitionView>('/v1/requisitions', wanted)).body;
    if (step !== 'requested') await approve(id);
    const placed = step === 'draft' ? await place(id) : undefined;

    const { lineIds } = await checkIn({ ...booking, supplierId, pegged }, 2000);

    if (step === 'requested') await approve(id);
    expect(await pegsOf(placed ?? (await place(id)))).toEqual(lineIds);
  });

  it('is for all lines of its part: each of two orders for another, one order for both', async () => {
    const [two, one] = [await aShortBooking(2000, 1000), await aShortBooking(3000)];
    const [ofTwo, ofOne] = [await order(two), await order(one)];

    const [intoTwo, fromOne] = [await checkIn(two, 1000, 2000), await checkIn(one, 1000, 2000)];

    expect(await pegsOf(ofTwo.id)).toEqual(intoTwo.lineIds);
    await deliver(one, ofOne.id, 2500);
    expect(await keptFor(fromOne.repairOrderId)).toEqual([1000, 1500]);
    await deliver(one, ofOne.id, 500);
    expect(await keptFor(fromOne.repairOrderId)).toEqual([1000, 2000]);
    expect(await keptFor(one.longest)).toEqual([0]);
  });

  it('beside what the booking kept is for the line that still misses something; what is more goes to who waited longest', async () => {
    const booking = await aShortBooking(3000);
    const { id } = await order(booking);
    await deliver(booking, id, 1000);
    expect(await keptFor(booking.appointmentId)).toEqual([1000]);

    const { repairOrderId, lineIds } = await checkIn(booking, 1000, 1500);
    expect(await pegsOf(id)).toEqual([lineIds[1]]);
    await deliver(booking, id, 2000);

    expect(await keptFor(repairOrderId)).toEqual([1000, 1500]);
    expect(await keptFor(booking.longest)).toEqual([500]);
  });

  it('and is not wanted by the order, is for whoever waits: they hear when it comes', async () => {
    const booking = await aShortBooking(2000);
    const { id } = await order(booking);

    const other = await counter.listPart();
    await checkIn({ ...booking, partNumber: other.partNumber }, 1000);

    expect(await pegsOf(id)).toEqual([null]);
    const waiting = await counter.reservationOf(booking.longest);
    const shortage = await parts.as('service-advisor').get<ShortageView>(`/v1/reservations/${waiting.id}/shortage`);
    expect(shortage.body.lines).toMatchObject([{ earliestArrivalOn: '2026-11-25' }]);
  });

  it('and lies undecided in quarantine, comes to the order when it is accepted', async () => {
    const booking = await aShortBooking(2000);
    const { id } = await order(booking);
    const { body } = await deliver(booking, id, 2000, { result: 'quarantined', reason: 'box is open' });

    const { repairOrderId } = await checkIn(booking, 2000);
    const path = `/v1/deliveries/${body.id}/lots/${body.lots[0]?.lotId ?? ''}/decide`;
    await parts.as('parts-clerk').post(path, { result: 'accepted', reason: 'tried on a car' });

    expect(await keptFor(repairOrderId)).toEqual([2000]);
  });

  it('in a hurry is one demand with its issue', async () => {
    const booking = await aShortBooking(2000);
    const { id } = await order(booking, 'vor');
    const { repairOrderId, lineIds } = await checkIn(booking, 2000);
    await deliver(booking, id, 2000);
    await counter.issue(repairOrderId, lineIds[0] ?? '', 2000);

    expect(
      await parts.sql(
        `SELECT request_id AS "lineId", quantity_thousandths::int AS quantity FROM demand_request WHERE part_id = $1`,
        [booking.id],
      ),
    ).toEqual([{ lineId: lineIds[0], quantity: 2000 }]);
  });

  it('stays with the line when the order is signed anew', async () => {
    const booking = await aShortBooking(2000);
    const { id } = await order(booking);
    const { repairOrderId, lines, lineIds } = await checkIn(booking, 2000);

    await parts.deliver(authorized(repairOrderId, lines, booking.appointmentId), { aggregateId: repairOrderId });

    expect(await pegsOf(id)).toEqual(lineIds);
  });

  it('is for the order also when it is asked for, approved, placed, sent or delivered at the moment of the check-in', async () => {
    const bookings = await Promise.all(Array.from({ length: 15 }, () => aShortBooking(2000)));
    const play = async (booking: Booking, nth: number) => {
      const { supplierId, pegged } = booking;
      const made = { requisitionId: '', purchaseOrderId: '', repairOrderId: '' };
      const steps = [
        async () => {
          const wanted = { supplierId, urgency: 'stock', lines: pegged };
          made.requisitionId = (await buyer.post<RequisitionView>('/v1/requisitions', wanted)).body.id;
        },
        () => approve(made.requisitionId),
        async () => (made.purchaseOrderId = await place(made.requisitionId)),
        () => buyer.post(`/v1/purchase-orders/${made.purchaseOrderId}/send`, {}),
        () => deliver(booking, made.purchaseOrderId, 2000),
      ];
      const visit = async () => (made.repairOrderId = (await checkIn(booking, 2000)).repairOrderId);
      for (const [index, step] of steps.entries())
        await Promise.all([step(), ...(index === nth % steps.length ? [visit()] : [])]);
      return { wasBought: made.purchaseOrderId !== undefined, kept: await keptFor(made.repairOrderId) };
    };

    const outcomes = await Promise.all(bookings.map(play));

    expect(outcomes).toEqual(outcomes.map(({ wasBought }) => ({ wasBought, kept: [wasBought ? 2000 : 0] })));
    expect(await parts.sql(PEGGED_TO_CLOSED)).toEqual([]);
  });
});
