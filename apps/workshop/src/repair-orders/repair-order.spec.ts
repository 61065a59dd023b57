import { RepairOrderOpened } from '@pitlane/contracts';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import {
  IntakeIncomplete,
  MileageFell,
  NotYourJob,
  PartsStillDrawn,
  WrongJobStatus,
  WrongOrderStatus,
} from './repair-order.errors.js';
import { REPAIR_ORDER_STATUSES, type RepairOrderStatus, TRANSITIONS } from './repair-order-status.js';
import {
  ADVISOR, anAuthorizedOrder, anIntakeSheet, anOpenOrder, aWantedJob, aWantedPart, MORNING, TECHNICIAN,
} from './testing.js'; // prettier-ignore
import { RepairOrder } from './repair-order.entity.js';

const received = (): RepairOrder => {
  const visit = { customerId: uuidv7(), vehicleId: uuidv7(), complaint: 'It squeals.', meanwhile: 'waits' as const };
  return RepairOrder.walkIn(uuidv7(), 'SH001', visit, ADVISOR);
};
const numbered = { number: 'SH001-2026-000001', lastMileageKm: 48_000 };

describe('the way of a repair order', () => {
  const way: [RepairOrderStatus, RepairOrderStatus][] = [
    ['draft', 'received'], ['draft', 'cancelled'], ['received', 'open'], ['open', 'authorized'], ['authorized', 'in-progress'],
    ['authorized', 'completed'], ['in-progress', 'completed'], ['completed', 'ready'], ['ready', 'delivered'],
    ['received', 'cancelled'], ['open', 'cancelled'], ['authorized', 'cancelled'],
  ]; // prettier-ignore
  const pairs = REPAIR_ORDER_STATUSES.flatMap((from) => REPAIR_ORDER_STATUSES.map((to) => [from, to] as const));

  it.each(pairs)('from %s to %s is as the table says', (from, to) => {
    const isAllowed = way.some(([a, b]) => a === from && b === to);
    expect(TRANSITIONS[from].includes(to)).toBe(isAllowed);
    const order = anOpenOrder({ status: from });
    const move = (): unknown => order.moveTo(to, ADVISOR);
    if (isAllowed) expect(move()).toMatchObject({ status: to, statusChangedBy: 'chen.advisor' });
    else expect(move).toThrow(WrongOrderStatus);
  });

  it('never leads out of a terminal status, whatever is tried', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...REPAIR_ORDER_STATUSES), { maxLength: 30 }), (steps) => {
        const order = received();
        const seen: RepairOrderStatus[] = [order.status];
        for (const step of steps) {
          try {
            seen.push(order.moveTo(step, ADVISOR).status);
          } catch {
            expect(order.status).toBe(seen.at(-1));
          }
        }
        for (const [index, status] of seen.slice(1).entries()) {
          expect(way).toContainEqual([seen[index], status]);
        }
      }),
    );
  });
});

describe('the intake sheet', () => {
  it('opens the order and makes the caller the receiving advisor', () => {
    const order = received();
    const event = order.open(anIntakeSheet(), numbered, { by: 'liu.advisor', at: MORNING });
    expect(order).toMatchObject({
      status: 'open',
      number: numbered.number,
      advisorId: 'liu.advisor',
      mileageKm: 48_214,
    });
    expect(event).toMatchObject({
      repairOrderId: order.id,
      advisorId: 'liu.advisor',
      promisedAt: '2026-11-21T08:00:00.000Z',
    });
    expect(event).not.toHaveProperty('appointmentId');
  });

  it.each([
    ['without the customer’s confirmation', { confirmedByCustomer: false }, '/confirmedByCustomer'],
    ['with a promise in the past', { promisedAt: '2026-11-21T01:00:00Z' }, '/promisedAt'],
  ])('is refused %s', (_name, changes, pointer) => {
    const order = received();
    const open = (): unknown => order.open(anIntakeSheet(changes), numbered, ADVISOR);
    expect(open).toThrow(IntakeIncomplete);
    expect(open).toThrow(expect.objectContaining({ details: { pointer } }));
    expect(order).toMatchObject({ status: 'received', number: null });
  });

  it('is refused without any energy level, and takes a charge level alone', () => {
    const withoutFuel = anIntakeSheet();
    delete withoutFuel.fuelPercent;
    expect(() => received().open(withoutFuel, numbered, ADVISOR)).toThrow(IntakeIncomplete);
    expect(received().open({ ...withoutFuel, chargePercent: 80 }, numbered, ADVISOR)).toBeInstanceOf(RepairOrderOpened);
  });

  it('takes a lower mileage only with a reason', () => {
    const sheet = anIntakeSheet({ mileageKm: 47_999 });
    expect(() => received().open(sheet, numbered, ADVISOR)).toThrow(MileageFell);
    expect(received().open({ ...sheet, mileageReason: 'new instrument cluster' }, numbered, ADVISOR)).toMatchObject({
      mileageKm: 47_999,
    });
  });
});

describe('a job', () => {
  const dispatched = (): { order: RepairOrder; jobId: string } => {
    const order = anAuthorizedOrder();
    const jobId = order.jobs[0]?.id ?? '';
    order.job(jobId).dispatch({ technicianId: 'wu.technician', bayId: uuidv7(), overrideReason: null });
    return { order, jobId };
  };

  it('is not dispatched before the customer has authorised it', () => {
    const order = anOpenOrder();
    const job = order.propose(aWantedJob());
    const dispatch = (): void => job.dispatch({ technicianId: 'wu.technician', bayId: uuidv7(), overrideReason: null });
    expect(dispatch).toThrow(WrongJobStatus);
  });

  it('tells once that it was started, and brings the order into progress', () => {
    const { order, jobId } = dispatched();
    expect(order.startJob(jobId, TECHNICIAN)).toMatchObject({ jobId, technicianId: 'wu.technician' });
    expect(order.status).toBe('in-progress');
    order.job(jobId).pause('wu.technician', 'parts');
    expect(order.startJob(jobId, TECHNICIAN)).toBeUndefined();
  });

  it('is for the technician whom it is dispatched to', () => {
    const { order, jobId } = dispatched();
    expect(() => order.startJob(jobId, { ...TECHNICIAN, by: 'han.technician' })).toThrow(NotYourJob);
    expect(order.status).toBe('authorized');
  });

  it('is not finished before anybody has worked on it', () => {
    const { order, jobId } = dispatched();
    expect(() => order.job(jobId).finish({ cause: 'worn', correction: 'replaced' }, TECHNICIAN)).toThrow(
      WrongJobStatus,
    );
  });

  it('is not dropped while its parts are in the car', () => {
    const order = anAuthorizedOrder(aWantedJob({ parts: [aWantedPart()] }));
    const [job] = order.jobs;
    const [line] = order.partLines;
    if (!job || !line) throw new Error('The order has a job with a part.');
    line.issuedThousandths = 1000;
    expect(() => job.drop('customer in a hurry', MORNING)).toThrow(PartsStillDrawn);
    line.returnedThousandths = 1000;
    expect(job.drop('customer in a hurry', MORNING)).toMatchObject({ lineIds: [line.id] });
    expect(job.status).toBe('dropped');
  });

  it('that was only proposed is declined, and parts hears nothing', () => {
    const job = anOpenOrder().propose(aWantedJob({ parts: [aWantedPart()] }));
    expect(job.drop('too expensive', MORNING)).toBeUndefined();
    expect(job.status).toBe('declined');
  });
});

describe('a part line', () => {
  const quantity = fc.integer({ min: 1, max: 100_000 });

  it('is settled when it is drawn in full, or closed with all draws known', () => {
    fc.assert(
      fc.property(quantity, fc.nat(), fc.nat(), fc.boolean(), (quantityThousandths, draws, returns, isClosed) => {
        const order = anAuthorizedOrder(aWantedJob({ parts: [aWantedPart({ quantityThousandths })] }));
        const [line] = order.partLines;
        if (!line) throw new Error('The order has a part line.');
        line.issuedThousandths = draws % (quantityThousandths + 1);
        line.returnedThousandths = returns % (line.issuedThousandths + 1);
        const net = line.issuedThousandths - line.returnedThousandths;
        if (isClosed) line.closedNetThousandths = net;
        expect(line.netThousandths).toBe(net);
        expect(line.isSettled).toBe(isClosed || net === quantityThousandths);
        expect(line.isOpen && line.isSettled).toBe(false);
      }),
    );
  });

  it('that parts has closed waits for the draws that it has not heard of', () => {
    const [line] = anAuthorizedOrder(aWantedJob({ parts: [aWantedPart()] })).partLines;
    Object.assign(line ?? {}, { closedNetThousandths: 500 });
    expect(line).toMatchObject({ isSettled: false });
    Object.assign(line ?? {}, { issuedThousandths: 500 });
    expect(line).toMatchObject({ isSettled: true });
  });
});
