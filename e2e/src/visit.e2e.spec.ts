import { instantOf, localTime, plusMinutes } from '@pitlane/kernel';
import {
  type Answer, arrive, type AppointmentView, book, clockOn, complete, confirm, dispatch, drawParts, finish, giveBack, type Guest,
  inspect, pay, peerOf, prepare, quoteOf, readAppointment, readOrder, registerGuest, setUpStore, settle, type SettlementView, STAFF, STORE, takeIn,
  technicianOf, until,
} from '@pitlane/tools'; // prettier-ignore
import { sellPart } from './parts-for-sale.js';
import { platformUnderTest } from './support.js';

const PLAN = {
  guest: 20,
  at: '10:00',
  operations: ['MNT-001'],
  complaint: '保养',
  pays: 'wechat-pay',
  callbackTwice: true,
} as const;

describe('one visit, from the booking to the follow-up call', () => {
  const { api, clock } = platformUnderTest();
  /** One piece at ¥100.00, then three at ¥120.00; sold at ¥150.00. */
  let pad: string;
  let guest: Guest;
  let appointment: AppointmentView;
  let orderId: string;
  let settlement: SettlementView;
  let billed: Answer | undefined;

  beforeAll(async () => {
    await setUpStore(api, clock.now());
    guest = await registerGuest(api, PLAN.guest);
    pad = await sellPart(api, clock.now(), [
      { note: 'new', daysAgo: 1, quantityThousandths: 3_000, unitCostFen: 12_000 },
      { note: 'old', daysAgo: 9, quantityThousandths: 1_000, unitCostFen: 10_000 },
    ]);
  }, 120_000);

  it('is booked with a bay, a technician and an advisor, and prepares itself from events', async () => {
    const tomorrow = localTime(plusMinutes(clock.now(), 1440), STORE.zone).date;
    appointment = await book(api, guest, PLAN, instantOf(tomorrow, PLAN.at, STORE.zone));
    expect(appointment).toMatchObject({ status: 'booked', estimate: { durationMinutes: 45 } });
    await until('all is planned and kept', async () => {
      const { missing } = await readAppointment(api, appointment.id);
      return !['repair-order-draft', 'bay', 'technician', 'parts'].some((item) => missing.includes(item));
    });
    await prepare(api, appointment.id, 'R-E2E');
    await confirm(api, appointment.id);
    const ready = await until('everything is ready', async () => {
      const view = await readAppointment(api, appointment.id);
      return view.missing.length === 0 && view;
    });
    expect(ready).toMatchObject({ status: 'confirmed', risk: 'none' });
  });

  it('is received by the named advisor, whose intake sheet opens the repair order', async () => {
    clock.moveTo(new Date(appointment.startsAt));
    orderId = await arrive(api, appointment);
    const order = await takeIn(api, orderId, {
      advisorId: appointment.advisorId,
      guest,
      promisedAt: plusMinutes(clock.now(), 180),
    });
    expect(await readAppointment(api, appointment.id)).toMatchObject({ status: 'arrived' });
    expect(order).toMatchObject({
      status: 'open',
      advisorId: appointment.advisorId,
      number: expect.stringMatching(/^SH001-\d{4}-\d{6}$/),
    });
  });

  it('is quoted to the fen and signed for', async () => {
    await api.post('workshop', `/v1/repair-orders/${orderId}/jobs`, {
      as: appointment.advisorId,
      body: {
        complaint: PLAN.complaint,
        operationCode: 'MNT-001',
        payType: 'customer',
        parts: [{ partNumber: pad, quantityThousandths: 2_000, oldPartChoice: 'show-and-scrap' }],
      },
    });
    const { quoteVersion } = await api.post<{ quoteVersion: number }>(
      'workshop',
      `/v1/repair-orders/${orderId}/request-quote`,
      {
        as: appointment.advisorId,
      },
    );
    const quote = await quoteOf(api, orderId, quoteVersion);
    expect(quote.totalFen).toBe(16_800 + 30_000); // 0.60 h at ¥280.00, two pads at ¥150.00
    await api.post('workshop', `/v1/repair-orders/${orderId}/authorize`, {
      as: appointment.advisorId,
      body: {
        quoteId: quote.quoteId,
        documentSha256: quote.documentSha256,
        channel: 'in-person',
        signedBy: 'customer',
      },
    });
    expect(await readOrder(api, orderId)).toMatchObject({ status: 'authorized', authorizedVersion: quoteVersion });
  });

  it('is worked on, with parts drawn from the oldest lots, and inspected three times', async () => {
    const [first] = (await readOrder(api, orderId)).jobs;
    const job = await until('a technician and a bay', async () => first && (await dispatch(api, orderId, first.id)));
    expect(await clockOn(api, orderId, job)).toBe(true);
    await drawParts(api, orderId, job);
    clock.moveTo(plusMinutes(clock.now(), 30));
    await finish(api, orderId, job, '已更换');
    await inspect(api, orderId, { job, kind: 'self', inspector: technicianOf(job) });
    await inspect(api, orderId, { job, kind: 'peer', inspector: peerOf(job) });
    await inspect(api, orderId, { job, kind: 'final', inspector: STAFF.inspector });
    await complete(api, orderId, appointment.advisorId);
    expect(await readOrder(api, orderId)).toMatchObject({ status: 'ready', jobs: [{ status: 'done' }] });
  });

  it('is settled to the fen, with the lots of each supplier delivery on the line', async () => {
    settlement = await settle(api, orderId);
    expect(settlement).toMatchObject({ status: 'issued', totalFen: 46_800, openFen: 46_800, taxFen: 1_933 + 3_451 });
    const { lines } = await api.get<{ lines: Answer[] }>('billing', `/v1/settlements/${settlement.id}`, STAFF.cashier);
    expect(lines).toHaveLength(2);
    billed = lines.find((line) => line['kind'] === 'part');
    expect(billed).toMatchObject({
      code: pad,
      quantity: 2_000,
      amountFen: 30_000,
      costFen: 22_000,
      lots: [
        { deliveryNote: `${pad}-old`, supplier: '上海一厂', quantityThousandths: 1_000, unitCostFen: 10_000 },
        { deliveryNote: `${pad}-new`, supplier: '上海一厂', quantityThousandths: 1_000, unitCostFen: 12_000 },
      ],
    });
  });

  it('is traced from the line of the settlement to the deliveries, with the car that got the parts', async () => {
    const line = await until('the settlement in parts', async () => {
      const path = `/v1/trace/repair-order-lines/${String(billed?.['lineId'])}`;
      const traced = await api.get('parts', path, STAFF.partsClerk);
      return traced['settled'] !== null && traced;
    });
    expect(line).toMatchObject({
      repairOrderId: orderId,
      vehicleId: guest.vehicleId,
      plate: expect.any(String),
      settled: { settlementId: settlement.id, quantityThousandths: 2_000, amountFen: 30_000 },
      lots: [{ deliveryNote: `${pad}-old` }, { deliveryNote: `${pad}-new` }],
    });
  });

  it('is paid once though the gateway calls back twice, and leaves once with its pass', async () => {
    await pay(api, settlement, PLAN);
    const paid = await api.get<SettlementView & { paidFen: number }>(
      'billing',
      `/v1/settlements/${settlement.id}`,
      STAFF.cashier,
    );
    expect(paid).toMatchObject({ status: 'paid', paidFen: 46_800, openFen: 0 });
    expect(paid.payments).toHaveLength(1);
    await giveBack(api, orderId, { settlementId: settlement.id, advisorId: appointment.advisorId });
    expect(await readOrder(api, orderId)).toMatchObject({ status: 'delivered' });
  });

  it('ends with exactly one follow-up due within 24 hours, and messages on the way', async () => {
    const { history } = await api.get<{ history: { status: string; changedAt: string }[] }>(
      'workshop',
      `/v1/repair-orders/${orderId}`,
      STAFF.foreman,
    );
    const deliveredAt = history.find(({ status }) => status === 'delivered')?.changedAt ?? '';
    const followUps = await until('the follow-ups', async () => {
      const { items } = await api.get<{ items: FollowUp[] }>('crm', '/v1/follow-ups?status=open', STAFF.crmAgent);
      const ours = items.filter(({ repairOrderId }) => repairOrderId === orderId);
      return ours.length > 0 && ours;
    });
    const hoursUntilDue = followUps.map(({ dueAt }) => (Date.parse(dueAt) - Date.parse(deliveredAt)) / 3_600_000);
    expect(hoursUntilDue.sort((a, b) => a - b)).toEqual([24, 7 * 24]);

    const templates = await until('the messages', async () => {
      const { items } = await api.get<{ items: { template: string; status: string }[] }>(
        'crm',
        `/v1/notifications?customerId=${guest.customerId}&limit=100`,
        STAFF.crmAgent,
      );
      const sent = items.filter(({ status }) => status === 'sent').map(({ template }) => template);
      return sent.includes('vehicle-delivered') && sent;
    });
    expect(templates).toEqual(
      expect.arrayContaining(['appointment-booked', 'quote-issued', 'vehicle-ready', 'settlement-issued']),
    );
  });
});

interface FollowUp {
  repairOrderId: string;
  round: number;
  dueAt: string;
}
