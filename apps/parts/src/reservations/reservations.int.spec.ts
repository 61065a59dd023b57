import { randomUUID } from 'node:crypto';
import { AppointmentNoShow } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import type { PartView } from '../catalogue/part.dto.js';
import { migrations } from '../migrations/index.js';
import { authorized, booked, PartsCounter, ROBBED_OLDER_LOTS, type Wanted } from '../stock/testing.js';
import type { StockAuditView } from '../stock-audit/stock-audit.dto.js';
import type { PickListView, ReservationView } from './reservation.dto.js';

describe('reservations', () => {
  // Connections for many callers: what they wait for is each other.
  const parts = startService(PartsModule, 'parts', migrations, { environment: { DATABASE_POOL: '40' } });
  const counter = new PartsCounter(parts);

  const stage = (id: string, headers?: Record<string, string>) =>
    parts
      .as('parts-clerk')
      .post<ReservationView & { code?: string }>(`/v1/reservations/${id}/stage`, { shelf: 'R-12' }, headers);

  async function aPartInStock(quantityThousandths: number) {
    const part = await counter.listPart({ bin: 'A-03-2' });
    if (quantityThousandths > 0) await counter.receive({ partNumber: part.partNumber, quantityThousandths });
    return part;
  }

  async function aStagedBooking(wanted: Wanted): Promise<string> {
    const appointmentId = await counter.book([wanted]);
    await stage((await counter.reservationOf(appointmentId)).id);
    return appointmentId;
  }

  it('keep what a booking needs, and say so', async () => {
    const part = await aPartInStock(5000);
    const appointmentId = await counter.book([{ partNumber: part.partNumber, quantityThousandths: 2000 }]);

    const reservation = await counter.reservationOf(appointmentId);
    expect(reservation).toMatchObject({ purpose: 'appointment', status: 'reserved' });
    expect((await parts.outbox()).filter(({ aggregateId }) => aggregateId === reservation.id)).toMatchObject([
      {
        subject: 'evt.parts.SH001.reservation.reserved.v1',
        data: { purpose: 'appointment', purposeId: appointmentId, lines: [{ reservedThousandths: 2000 }] },
      },
    ]);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 3000, reservedThousandths: 2000 });
  });

  it('are made once, however often the booking is delivered', async () => {
    const part = await aPartInStock(5000);
    const event = booked(randomUUID(), [{ partNumber: part.partNumber, quantityThousandths: 2000 }]);
    const delivery = { aggregateId: event.appointmentId, eventId: randomUUID(), version: 1 };

    expect(await parts.deliver(event, delivery)).toBe('done');
    expect(await parts.deliver(event, delivery)).toBe('duplicate');

    expect(await counter.stockOf(part)).toMatchObject({ reservedThousandths: 2000 });
  });

  it('keep what there is and are filled by the next delivery, in the order in which they were made', async () => {
    const part = await aPartInStock(1000);
    const { partNumber } = part;
    const first = await counter.book([{ partNumber, quantityThousandths: 3000 }]);
    const second = await counter.book([{ partNumber, quantityThousandths: 2000 }]);
    const both = async () => [await counter.reservationOf(first), await counter.reservationOf(second)];
    const short = [{ lines: [{ missingThousandths: 2000 }] }, { lines: [{ missingThousandths: 2000 }] }];
    expect(await both()).toMatchObject(short);

    await counter.receive({ partNumber, quantityThousandths: 3000 });

    const [filled, waiting] = await both();
    expect([filled, waiting]).toMatchObject([
      { status: 'reserved' },
      { status: 'short', lines: [{ missingThousandths: 1000 }] },
    ]);
    expect(await counter.said(filled?.id ?? '')).toEqual(['reservation.short', 'reservation.reserved']);
  });

  it('of a part that the catalogue does not have are short of all of it', async () => {
    const appointmentId = await counter.book([{ partNumber: 'NOT-LISTED', quantityThousandths: 1000 }]);
    expect(await counter.reservationOf(appointmentId)).toMatchObject({
      status: 'short',
      lines: [{ partNumber: 'NOT-LISTED', missingThousandths: 1000 }],
    });
  });

  it.each(['cancelled', 'missed'])('free what they keep when the booking is %s', async (how) => {
    const part = await aPartInStock(5000);
    const appointmentId = await counter.book([{ partNumber: part.partNumber, quantityThousandths: 2000 }]);
    const { id } = await counter.reservationOf(appointmentId);
    await stage(id);

    const facts = {
      appointmentId,
      customerId: randomUUID(),
      vehicleId: randomUUID(),
      startsAt: '2026-11-22T01:00:00Z',
    };
    const missed = AppointmentNoShow.of({ ...facts, earlierNoShows: 0 });
    if (how === 'missed') await parts.deliver(missed, { aggregateId: appointmentId });
    else await counter.cancel(appointmentId);

    expect(await counter.reservationOf(appointmentId)).toMatchObject({ status: 'released' });
    expect((await counter.said(id)).at(-1)).toBe('reservation.released');
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 5000, reservedThousandths: 0 });
  });

  it('are not made for a booking whose end came first', async () => {
    const part = await aPartInStock(5000);
    const appointmentId = randomUUID();
    const wanted = { partNumber: part.partNumber, quantityThousandths: 2000 };
    // They come from different services: the order may be authorised before the booking is heard of.
    await counter.authorize([{ ...wanted, lineId: randomUUID() }], { appointmentId });

    await counter.book([wanted], appointmentId);

    expect(await counter.reservationOf(appointmentId)).toMatchObject({ status: 'released', lines: [] });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 3000, reservedThousandths: 2000 });
  });

  it('are staged from a pick list to the reserved shelf', async () => {
    const part = await aPartInStock(5000);
    const appointmentId = await counter.book([{ partNumber: part.partNumber, quantityThousandths: 2000 }]);
    const { id } = await counter.reservationOf(appointmentId);
    const pickList = async () => (await parts.as('parts-clerk').get<PickListView>(`/v1/reservations/${id}`)).body;
    const before = [{ lots: [{ bin: 'A-03-2', inBinThousandths: 2000, onShelfThousandths: 0 }] }];
    expect((await pickList()).lines).toMatchObject(before);

    const { status, body } = await stage(id);

    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'staged', shelf: 'R-12' } });
    expect((await pickList()).lines).toMatchObject([{ lots: [{ inBinThousandths: 0, onShelfThousandths: 2000 }] }]);
    expect((await counter.stockOf(part)).locations).toEqual([
      { location: 'bin', quantityThousandths: 3000 },
      { location: 'reserved-shelf', quantityThousandths: 2000 },
      { location: 'quarantine', quantityThousandths: 0 },
    ]);
    expect((await counter.said(id)).at(-1)).toBe('reservation.staged');
  });

  it('are not staged while something is missing, nor from a stale view', async () => {
    const part = await aPartInStock(1000);
    const appointmentId = await counter.book([{ partNumber: part.partNumber, quantityThousandths: 2000 }]);
    const { id } = await counter.reservationOf(appointmentId);

    const { status, body } = await stage(id);
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'PARTS.STILL_SHORT' });
    expect(await counter.said(id)).toEqual(['reservation.short']);
    expect((await stage(id, { 'if-match': '"9"' })).status).toBe(412);
  });

  it('of a booking are taken over by its order, shelf and all', async () => {
    const part = await aPartInStock(5000);
    const { partNumber } = part;
    const appointmentId = await counter.book([{ partNumber, quantityThousandths: 3000 }]);
    const booking = await counter.reservationOf(appointmentId);
    await stage(booking.id);

    const line = { lineId: randomUUID(), partNumber, quantityThousandths: 2000 };
    const repairOrderId = await counter.authorize([line], { appointmentId });

    expect(await counter.reservationOf(repairOrderId)).toMatchObject({
      status: 'staged',
      shelf: 'R-12',
      lines: [{ lineId: line.lineId, reservedThousandths: 2000 }],
    });
    expect(await counter.reservationOf(appointmentId)).toMatchObject({ status: 'released' });
    expect((await counter.said(booking.id)).at(-1)).toBe('reservation.released');
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 3000, reservedThousandths: 2000 });
    await counter.cancel(appointmentId);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 3000, reservedThousandths: 2000 });
  });

  it.each([
    [9000, { status: 'reserved', shelf: 'R-12' }],
    [0, { status: 'short', shelf: 'R-12' }],
  ])('are taken over with their shelf when the order wants more, of which there is %i', async (inStock, expected) => {
    const [pads, oil] = [await aPartInStock(1000), await aPartInStock(inStock)];
    const onShelf = { partNumber: pads.partNumber, quantityThousandths: 1000 };
    const more = { lineId: randomUUID(), partNumber: oil.partNumber, quantityThousandths: 4500 };
    const appointmentId = await aStagedBooking(onShelf);

    const repairOrderId = await counter.authorize([{ ...onShelf, lineId: randomUUID() }, more], { appointmentId });

    const order = await counter.reservationOf(repairOrderId);
    expect(order).toMatchObject(expected);
    const { body } = await parts.as('parts-clerk').get<PickListView>(`/v1/reservations/${order.id}`);
    expect(body.lines[0]?.lots).toMatchObject([{ inBinThousandths: 0, onShelfThousandths: 1000 }]);
  });

  it('have no shelf when the order wants nothing of what lies on it', async () => {
    const [pads, oil] = [await aPartInStock(2000), await aPartInStock(9000)];
    const onShelf = { partNumber: pads.partNumber, quantityThousandths: 1000 };
    const other = { lineId: randomUUID(), partNumber: oil.partNumber, quantityThousandths: 1000 };

    for (const wanted of [[other], []]) {
      const repairOrderId = await counter.authorize(wanted, { appointmentId: await aStagedBooking(onShelf) });
      expect(await counter.reservationOf(repairOrderId)).toMatchObject({ status: 'reserved', shelf: null });
    }
  });

  it('follow a newer version of the order: more lines, fewer lines', async () => {
    const [oil, filter] = [await aPartInStock(9000), await aPartInStock(9000)];
    const oilLine = { lineId: randomUUID(), partNumber: oil.partNumber, quantityThousandths: 4500 };
    const filterLine = { lineId: randomUUID(), partNumber: filter.partNumber, quantityThousandths: 1000 };
    const repairOrderId = await counter.authorize([oilLine]);

    await parts.deliver(authorized(repairOrderId, [oilLine, filterLine]), { aggregateId: repairOrderId });
    expect(await counter.reservationOf(repairOrderId)).toMatchObject({
      status: 'reserved',
      lines: [{ reservedThousandths: 4500 }, { reservedThousandths: 1000 }],
    });

    await parts.deliver(authorized(repairOrderId, [filterLine]), { aggregateId: repairOrderId });
    const { id, lines } = await counter.reservationOf(repairOrderId);
    expect(lines).toMatchObject([
      { closed: true, reservedThousandths: 0 },
      { closed: false, reservedThousandths: 1000 },
    ]);
    expect((await counter.said(id)).at(-1)).toBe('reservation.lines-closed');
    expect(await counter.stockOf(oil)).toMatchObject({ availableThousandths: 9000, reservedThousandths: 0 });
  });

  it('give way to a manager only, with the reason on record', async () => {
    const part = await aPartInStock(2000);
    const appointmentId = await counter.book([{ partNumber: part.partNumber, quantityThousandths: 2000 }]);
    const { id, lines } = await counter.reservationOf(appointmentId);
    const body = { lineIds: lines.map(({ lineId }) => lineId), reason: '车主急用' };
    const path = `/v1/reservations/${id}/override`;

    expect((await parts.as('parts-clerk').post(path, body)).status).toBe(403);
    expect((await parts.as('service-manager').post(path, body)).status).toBe(200);

    expect(await counter.reservationOf(appointmentId)).toMatchObject({ status: 'short' });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 2000, reservedThousandths: 0 });
    expect(
      await parts.sql(`SELECT reason, actor_id FROM movement WHERE document_id = $1 AND kind = 'overridden'`, [id]),
    ).toEqual([{ reason: '车主急用', actor_id: 'huang.manager' }]);
  });

  it('of another store are not there', async () => {
    const part = await aPartInStock(2000);
    const appointmentId = await counter.book([{ partNumber: part.partNumber, quantityThousandths: 1000 }]);
    const { id } = await counter.reservationOf(appointmentId);
    const neighbour = parts.as('parts-clerk', { store: 'SH002' });

    expect((await neighbour.get(`/v1/reservations/${id}`)).status).toBe(404);
    expect((await neighbour.post(`/v1/reservations/${id}/stage`, { shelf: 'X' })).status).toBe(404);
    expect((await neighbour.get<{ items: unknown[] }>('/v1/reservations')).body.items).toEqual([]);
  });

  it('never keep more than there is: 64 at once want one hot part, half of them on two lines', async () => {
    const part = await aPartInStock(3000);
    const { partNumber } = part;
    const linesOf = (n: number) =>
      (n % 2 ? [600] : [400, 200]).map((quantityThousandths) => ({
        ...{ lineId: randomUUID(), partNumber, quantityThousandths },
      }));
    const callers = (count: number) => Array.from({ length: count }, (_, n) => n);
    const drawn: object[] = [];
    for (const n of callers(8)) {
      const lines = linesOf(n);
      const repairOrderId = await counter.authorize(lines);
      const draws = lines.map(({ lineId, quantityThousandths }) => ({ lineId, quantityThousandths }));
      drawn.push({ repairOrderId, receivedBy: 'wu.technician', lines: draws });
    }
    const more = { partNumber, quantityThousandths: 8000, unitCostFen: 900, result: 'accepted' };
    const post = (path: string, body: object) => parts.as('parts-clerk').post<{ code?: string }>(path, body);
    const kept = (n: number) => linesOf(n).map(({ lineId: _lineId, ...line }) => line);

    const [answers] = await Promise.all([
      Promise.all([
        post('/v1/deliveries', { deliveryNote: 'HOT', supplier: 'SVW-ANTING', lines: [more] }),
        ...drawn.map((issue) => post('/v1/issues', issue)),
        ...callers(39).map((n) => post('/v1/reservations', { lines: kept(n), reason: '电话' })),
      ]),
      ...callers(8).map((n) => counter.book(kept(n))),
      ...callers(8).map((n) => counter.authorize(linesOf(n))),
    ]);

    const refused = answers.filter(({ status }) => status !== 201).map(({ status, body }) => [status, body.code]);
    expect(refused).toEqual(refused.map(() => [409, 'PARTS.INSUFFICIENT_STOCK']));
    expect(await given(part)).toEqual({ free: 0, keptOrIssued: 11_000 });
    const path = `/v1/stock-audit?partNumber=${partNumber}`;
    const { body: audit } = await parts.as('service-manager').get<StockAuditView>(path);
    expect(audit).toMatchObject({ checkedLots: 2, differences: [], nextCursor: null });
    expect(await parts.sql(ROBBED_OLDER_LOTS)).toEqual([]);
  }, 60_000);

  const given = async ({ id }: PartView) => {
    const [row] = await parts.sql(
      `SELECT sum(available_thousandths)::int AS free,
              sum(reserved_thousandths + staged_thousandths + issued_thousandths)::int AS "keptOrIssued"
       FROM lot WHERE part_id = $1`,
      [id],
    );
    return row;
  };
});
