import { ORDER_URGENCIES, type OrderUrgency, RequisitionApproved } from '@pitlane/contracts';
import fc from 'fast-check';
import { buyable } from '../catalogue/packs.js';
import { approvalNeeded } from './approval.js';
import { raisedToBuyable } from './minimum-order.js';
import type { Approval, ApproverRole, Requisition } from './requisition.entity.js';
import {
  ManagerMustApprove,
  RequesterMayNotApprove,
  RequisitionNotApproved,
  RequisitionNotOpen,
  RequisitionTooDear,
  SecondApproverNeeded,
} from './requisition.errors.js';
import { aLine, aRequisition } from './testing.js';

const at = new Date('2026-11-21T02:00:00Z');
const limits = { managerAboveFen: 10_000, twoPeopleAboveFen: 20_000 };
const by = (who: string, as: ApproverRole = 'purchase-approver') => ({ by: who, as, at });
const manager = by('huang.manager', 'service-manager');
/** A requisition of this value. */
const worth = (valueFen: number, urgency: OrderUrgency = 'stock') =>
  aRequisition({ urgency, lines: [aLine({ quantityThousandths: 1000, unitPriceFen: valueFen })] });

/** This approval is the last that it takes, and says so. */
function expectApproved(requisition: Requisition, approval: Approval): void {
  const event = requisition.approve(approval, limits);
  const { id: requisitionId, valueFen } = requisition;
  expect(event).toBeInstanceOf(RequisitionApproved);
  expect(event).toMatchObject({ requisitionId, valueFen, approvedAt: at.toISOString() });
  expect(requisition.status).toBe('approved');
}

describe('who must agree (PRT-7, PRT-14)', () => {
  it.each([
    ['stock', 10_000, 'approver'],
    ['stock', 10_001, 'manager'],
    ['stock', 20_000, 'manager'],
    ['stock', 20_001, 'two-people'],
    ['daily', 10_001, 'manager'],
    ['emergency', 10_001, 'manager'],
    ['vor', 10_001, 'approver'],
    ['vor', 20_001, 'two-people'],
  ] as const)('%s for %i fen: %s', (urgency, valueFen, needed) => {
    expect(approvalNeeded({ urgency, valueFen }, limits)).toBe(needed);
  });
});

describe('approving a requisition (PRT-7)', () => {
  it('takes one approver where the value is small', () => {
    const requisition = aRequisition({ lines: [aLine({ quantityThousandths: 1500, unitPriceFen: 333 })] });

    expect(requisition.approve(by('lin.approver'), limits)).toMatchObject({
      requisitionId: requisition.id,
      valueFen: 500,
      lines: [{ partNumber: '06L115562', quantityThousandths: 1500, unitPriceFen: 333 }],
      approvedAt: '2026-11-21T02:00:00.000Z',
    });
    expect(requisition).toMatchObject({ status: 'approved', approvedBy: 'lin.approver', approvedAt: at });
  });

  it.each(ORDER_URGENCIES)('is never done by who asked for it (%s)', (urgency) => {
    const requisition = worth(1, urgency);
    expect(() => requisition.approve(by('gao.buyer', 'service-manager'), limits)).toThrow(RequesterMayNotApprove);
    expect(requisition).toMatchObject({ status: 'requested', approvedBy: null });
  });

  it('takes the service manager above the first limit', () => {
    const requisition = worth(10_001);
    expect(() => requisition.approve(by('lin.approver'), limits)).toThrow(ManagerMustApprove);

    expectApproved(requisition, manager);
    expect(requisition).toMatchObject({
      approvedBy: manager.by,
      approvedAs: 'service-manager',
      secondApprovedBy: null,
    });
  });

  it.each([
    ['the approver first', by('lin.approver'), manager],
    ['the manager first', manager, by('lin.approver')],
  ])('takes two people above the second limit: %s', (_order, first, second) => {
    const requisition = worth(20_001);

    expect(requisition.approve(first, limits)).toBeUndefined();
    expect(requisition.status).toBe('requested');
    expect(() => requisition.approve(first, limits)).toThrow(SecondApproverNeeded);
    expectApproved(requisition, second);
    expect(requisition).toMatchObject({ status: 'approved', approvedBy: first.by, secondApprovedBy: second.by });
  });

  it('takes the manager as one of the two', () => {
    const requisition = worth(20_001);
    requisition.approve(by('lin.approver'), limits);
    expect(() => requisition.approve(by('he.approver'), limits)).toThrow(ManagerMustApprove);
  });

  it('is over once it is rejected', () => {
    const requisition = worth(1);
    requisition.reject({ by: 'lin.approver', reason: 'too many', at });
    expect(() => requisition.approve(manager, limits)).toThrow(RequisitionNotOpen);
    expect(() => requisition.reject({ by: 'lin.approver', reason: 'again', at })).toThrow(RequisitionNotOpen);
  });
});

describe('rejecting a requisition (PRT-7)', () => {
  it('is done as long as no order was placed of it, and says who did not want it and why', () => {
    const requisition = worth(1);
    requisition.approve(by('lin.approver'), limits);

    const event = requisition.reject({ by: 'huang.manager', reason: 'the supplier is blocked', at });

    expect(requisition).toMatchObject({
      ...{ status: 'rejected', approvedBy: 'lin.approver' },
      ...{ rejectedBy: 'huang.manager', rejectedAt: at, rejectedReason: 'the supplier is blocked' },
    });
    const { id: requisitionId, supplierId, supplierCode } = requisition;
    expect(event).toMatchObject({
      ...{ requisitionId, supplierId, supplierCode, reason: 'the supplier is blocked' },
      rejectedAt: at.toISOString(),
    });
    expect(() => requisition.order()).toThrow(RequisitionNotApproved);
  });

  it('is too late once it is ordered', () => {
    const requisition = worth(1);
    requisition.approve(by('lin.approver'), limits);
    requisition.order();
    expect(() => requisition.reject({ by: 'huang.manager', reason: 'late', at })).toThrow(RequisitionNotOpen);
    expect(requisition).toMatchObject({ status: 'ordered', rejectedBy: null });
  });
});

describe('a requisition', () => {
  it('comes from a shortage when a line of it is for a reservation', () => {
    const lines = [aLine(), aLine({ reservationLineId: '0198f000-0000-7000-8000-00000000001a' })];
    expect(aRequisition({ lines })).toMatchObject({ source: 'shortage', valueFen: 41_600 });
    expect(aRequisition()).toMatchObject({ source: 'manual', valueFen: 20_800 });
  });

  it('is worth no more than can be counted', () => {
    const lines = [aLine({ quantityThousandths: 1_000_000_000, unitPriceFen: 100_000_000_000 })];
    expect(() => aRequisition({ lines })).toThrow(RequisitionTooDear);
  });

  it('asks for each part what can be bought of it, and not a thousandth more than asked for or needed', () => {
    const line = fc.record({
      partNumber: fc.constantFrom('A', 'B', 'C'),
      quantityThousandths: fc.integer({ min: 1, max: 9_000 }),
    });
    const terms = fc.record({
      minimumOrderThousandths: fc.nat(20_000),
      minPackThousandths: fc.option(fc.integer({ min: 1, max: 9_000 })),
    });
    const sale = fc.record({ A: terms, B: terms, C: terms });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), sale, (lines, of) => {
        const raised = raisedToBuyable(lines, (part) => of[part as 'A']);
        for (const part of ['A', 'B', 'C'] as const) {
          const [asked, bought] = [lines, raised].map((list) =>
            list
              .filter(({ partNumber }) => partNumber === part)
              .reduce((sum, { quantityThousandths: q }) => sum + q, 0),
          );
          expect(bought).toBe(asked ? buyable(asked, of[part]) : 0);
        }
        expect(raised.every(({ quantityThousandths: q }, index) => q >= (lines[index]?.quantityThousandths ?? 0))).toBe(
          true,
        );
      }),
    );
  });
});
