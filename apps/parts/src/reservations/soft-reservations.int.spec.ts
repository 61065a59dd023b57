import { randomUUID } from 'node:crypto';
import type { Page } from '@pitlane/platform';
import { startService, whileUnwritable } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import type { AlertView, PartView } from '../catalogue/part.dto.js';
import { migrations } from '../migrations/index.js';
import { Requisition } from '../requisitions/requisition.entity.js';
import { Suggestions } from '../requisitions/suggestions.service.js';
import type { PolicyTermsView } from '../policies/policy.dto.js';
import { PartsCounter, softBeyond } from '../stock/testing.js';
import type { StockAuditView } from '../stock-audit/stock-audit.dto.js';
import { registerSupplier } from '../suppliers/testing.js';
import type { ReservationView } from './reservation.dto.js';
import { SoftReservations } from './soft-reservations.service.js';

const IN_THREE_WEEKS = '2026-12-12T01:00:00Z';
const A_WEEK_BEFORE = new Date('2026-12-05T01:00:00Z');

describe('a soft reservation (PRT-5)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const clerk = () => parts.as('parts-clerk');
  const harden = (id: string) => clerk().post<ReservationView & { code?: string }>(`/v1/reservations/${id}/harden`, {});
  const hardenDue = () =>
    parts.inStore('SH001', () => parts.get(SoftReservations).hardenDue('SH001', parts.clock.now()));

  beforeEach(() => softBeyond(parts, 7));
  afterEach(async () => {
    await softBeyond(parts, null);
    await hardenDue();
    parts.clock.moveTo(new Date('2026-11-21T01:00:00Z'));
  });

  async function aPartInStock(quantityThousandths: number, over: Partial<PartView> = {}) {
    const part = await counter.listPart(over as object);
    if (quantityThousandths > 0) await counter.receive({ partNumber: part.partNumber, quantityThousandths });
    return part;
  }

  const bookAhead = (partNumber: string, quantityThousandths: number, startsAt = IN_THREE_WEEKS) =>
    counter.book([{ partNumber, quantityThousandths }], randomUUID(), startsAt);

  it('is made for a visit far ahead: it takes nothing, is seen beside the stock, and says so', async () => {
    const part = await aPartInStock(3000);
    const reservation = await counter.reservationOf(await bookAhead(part.partNumber, 2000));

    expect(reservation).toMatchObject({
      ...{ status: 'soft', startsAt: '2026-12-12T01:00:00.000Z' },
      lines: [{ requestedThousandths: 2000, reservedThousandths: 0, missingThousandths: 0 }],
    });
    const level = { availableThousandths: 3000, reservedThousandths: 0, softlyReservedThousandths: 2000 };
    expect(await counter.stockOf(part)).toMatchObject(level);
    expect((await parts.outbox()).filter(({ aggregateId }) => aggregateId === reservation.id)).toMatchObject([
      {
        subject: 'evt.parts.SH001.reservation.softly-reserved.v1',
        data: { becomesHardAt: A_WEEK_BEFORE.toISOString(), lines: [{ requestedThousandths: 2000 }] },
      },
    ]);
    const stage = await clerk().post(`/v1/reservations/${reservation.id}/stage`, { shelf: 'R-1' });
    expect(stage).toMatchObject({ status: 409, body: { code: 'PARTS.RESERVATION_SOFT' } });
  });

  it.each([
    ['a visit that is near', 7, '2026-11-28T01:00:00Z'],
    ['a store without such terms', null, IN_THREE_WEEKS],
  ])('is not made for %s', async (_what, softBeyondDays, startsAt) => {
    await softBeyond(parts, softBeyondDays);
    const { partNumber } = await aPartInStock(3000);
    const appointmentId = await bookAhead(partNumber, 2000, startsAt);
    expect(await counter.reservationOf(appointmentId)).toMatchObject({ status: 'reserved' });
  });

  it('is a term of the store, which nobody sets so short that the check of the day before would not see the parts', async () => {
    const path = '/v1/policies/terms';
    const { body } = await clerk().get<PolicyTermsView>(path);
    expect(body.softBeyondDays).toBe(7);
    await expect(softBeyond(parts, 1)).rejects.toThrow('/softBeyondDays');
  });

  it('leaves the shelf to a visit of tomorrow, and takes what is there when its own is near; the nearest first', async () => {
    const part = await aPartInStock(3000);
    const { partNumber } = part;
    const later = await bookAhead(partNumber, 2000, '2026-12-12T02:00:00Z');
    const sooner = await bookAhead(partNumber, 2000);
    const tomorrow = await counter.book([{ partNumber, quantityThousandths: 1000 }]);
    expect(await counter.reservationOf(tomorrow)).toMatchObject({ status: 'reserved' });

    parts.clock.moveTo(new Date(A_WEEK_BEFORE.getTime() - 1));
    await hardenDue();
    expect(await counter.reservationOf(sooner)).toMatchObject({ status: 'soft' });

    parts.clock.moveTo(new Date(A_WEEK_BEFORE.getTime() + 3_600_000));
    const job = parts.get(SoftReservations);
    await Promise.all([job.hardenInEachStore(), hardenDue()]);
    const { id, ...hard } = await counter.reservationOf(sooner);
    expect(hard).toMatchObject({ status: 'reserved', lines: [{ reservedThousandths: 2000 }] });
    expect(await counter.said(id)).toEqual(['reservation.softly-reserved', 'reservation.reserved']);
    expect(await counter.reservationOf(later)).toMatchObject({
      status: 'short',
      lines: [{ missingThousandths: 2000 }],
    });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 0, softlyReservedThousandths: 0 });
  });

  it('becomes hard though another, of a nearer visit, can not be written', async () => {
    const [broken, part] = [await aPartInStock(1000), await aPartInStock(1000)];
    const { id } = await counter.reservationOf(await bookAhead(broken.partNumber, 1000));
    const later = await bookAhead(part.partNumber, 1000, '2026-12-12T02:00:00Z');
    parts.clock.moveTo(new Date(A_WEEK_BEFORE.getTime() + 3_600_000));
    await whileUnwritable(parts, 'reservation', id, hardenDue);
    expect(await counter.reservationOf(later)).toMatchObject({ status: 'reserved' });
  });

  it('becomes hard when the store gives such terms up', async () => {
    const { partNumber } = await aPartInStock(2000);
    const appointmentId = await bookAhead(partNumber, 2000);
    await softBeyond(parts, null);
    await hardenDue();
    expect(await counter.reservationOf(appointmentId)).toMatchObject({ status: 'reserved' });
  });

  it('is made hard by a clerk, once, however many clerks and jobs do so at once', async () => {
    const part = await aPartInStock(3000);
    const { id } = await counter.reservationOf(await bookAhead(part.partNumber, 2000));
    parts.clock.moveTo(A_WEEK_BEFORE);

    const [first, second] = await Promise.all([harden(id), harden(id), hardenDue()]);

    const refused = [first, second].filter(({ status }) => status !== 200);
    expect(refused.map(({ body }) => body.code)).toEqual(refused.map(() => 'PARTS.RESERVATION_NOT_SOFT'));
    expect(await counter.said(id)).toEqual(['reservation.softly-reserved', 'reservation.reserved']);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 1000, reservedThousandths: 2000 });
  });

  it('ends with its booking and clears the alert that it raised, also when it is made hard at that moment', async () => {
    const part = await aPartInStock(3000, { minThousandths: 2000 });
    for (const atOnce of [false, true]) {
      const appointmentId = await bookAhead(part.partNumber, 3000);
      const { id } = await counter.reservationOf(appointmentId);
      expect(await counter.stockOf(part)).toMatchObject({ alert: 'below-minimum', availableThousandths: 3000 });

      await Promise.all([counter.cancel(appointmentId), atOnce ? harden(id) : undefined]);

      const level = { availableThousandths: 3000, reservedThousandths: 0, softlyReservedThousandths: 0, alert: null };
      expect(await counter.stockOf(part)).toMatchObject(level);
      expect((await counter.said(id)).at(-1)).toBe('reservation.released');
    }
  });

  it('gives way to its order when the car comes sooner: the order takes what is there', async () => {
    const part = await aPartInStock(3000);
    const appointmentId = await bookAhead(part.partNumber, 2000);
    const line = { lineId: randomUUID(), partNumber: part.partNumber, quantityThousandths: 2000 };
    const repairOrderId = await counter.authorize([line], { appointmentId });
    expect(await counter.reservationOf(repairOrderId)).toMatchObject({ status: 'reserved' });
    expect(await counter.reservationOf(appointmentId)).toMatchObject({ status: 'released' });
    const level = { availableThousandths: 1000, reservedThousandths: 2000, softlyReservedThousandths: 0 };
    expect(await counter.stockOf(part)).toMatchObject(level);
  });

  it('is taken at once when its visit is moved near, and stays soft for a time that is far ahead', async () => {
    const part = await aPartInStock(3000);
    const appointmentId = await bookAhead(part.partNumber, 2000);
    await counter.move(appointmentId, '2026-12-13T01:00:00Z');
    const { id, ...later } = await counter.reservationOf(appointmentId);
    expect(later).toMatchObject({ status: 'soft', startsAt: '2026-12-13T01:00:00.000Z' });
    expect((await parts.outbox()).at(-1)).toMatchObject({ data: { becomesHardAt: '2026-12-06T01:00:00.000Z' } });

    await counter.move(appointmentId, '2026-11-23T01:00:00Z');
    expect(await counter.reservationOf(appointmentId)).toMatchObject({
      ...{ status: 'reserved', startsAt: '2026-11-23T01:00:00.000Z' },
      lines: [{ reservedThousandths: 2000 }],
    });
    const softly = 'reservation.softly-reserved';
    expect(await counter.said(id)).toEqual([softly, softly, 'reservation.reserved']);
  });

  it('is not made of one that keeps stock: moved far ahead, a visit keeps what it has', async () => {
    const part = await aPartInStock(3000);
    const appointmentId = await bookAhead(part.partNumber, 2000, '2026-11-23T01:00:00Z');
    await counter.move(appointmentId, IN_THREE_WEEKS);
    const { id, ...kept } = await counter.reservationOf(appointmentId);
    expect(kept).toMatchObject({ status: 'reserved', startsAt: new Date(IN_THREE_WEEKS).toISOString() });
    expect(await counter.said(id)).toEqual(['reservation.reserved']);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 1000, reservedThousandths: 2000 });
  });

  it('has no new time once its booking has ended', async () => {
    const part = await aPartInStock(3000);
    const appointmentId = await bookAhead(part.partNumber, 2000);
    await counter.cancel(appointmentId);
    await counter.move(appointmentId, '2026-11-23T01:00:00Z');
    expect(await counter.reservationOf(appointmentId)).toMatchObject({ status: 'released' });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 3000 });
  });

  it('counts as needed: the alert rises once, and what is suggested fills the shelf beyond it', async () => {
    const part = await aPartInStock(5000, { minThousandths: 2000, maxThousandths: 6000 });
    await registerSupplier(parts, [{ partNumber: part.partNumber }]);
    const before = await counter.said(part.id);
    await bookAhead(part.partNumber, 9000);

    expect(await counter.said(part.id)).toEqual([...before, 'part.below-minimum']);
    const { body: alerts } = await clerk().get<Page<AlertView>>('/v1/alerts?alert=below-minimum&limit=100');
    expect(alerts.items.find(({ partId }) => partId === part.id)).toMatchObject({
      ...{ availableThousandths: 5000, proposedThousandths: 10_000 },
    });
    await parts.inStore('SH001', () => parts.get(Suggestions).suggest('SH001', parts.clock.now()));
    const suggested = (await parts.all(Requisition)).flatMap(({ lines }) => lines);
    expect(suggested.find(({ partNumber }) => partNumber === part.partNumber)).toMatchObject({
      quantityThousandths: 10_000,
    });
  });

  it('is nothing to the auditor, and the database lets it hold nothing', async () => {
    const { partNumber } = await aPartInStock(2000);
    const { lines } = await counter.reservationOf(await bookAhead(partNumber, 2000));
    const { body } = await clerk().get<StockAuditView>(`/v1/stock-audit?partNumber=${partNumber}`);
    expect(body).toMatchObject({ checkedLines: 1, differences: [] });
    const rob = parts.sql('UPDATE reservation_line SET reserved_thousandths = 1 WHERE id = $1', [lines[0]?.lineId]);
    await expect(rob).rejects.toThrow('reservation_line_soft_keeps_nothing');
  });
});
