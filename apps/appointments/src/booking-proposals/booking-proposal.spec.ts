import { uuid } from '@pitlane/testing/set-up';
import { COMMON_FAULTS } from '../fault-codes/fault-codes.js';
import type { BookingProposal } from './booking-proposal.entity.js';
import { ProposalEnded, ProposalOfAnotherVehicle } from './booking-proposal.errors.js';
import { needOf } from './need.js';
import { aCondition, aNeed, aProposal } from './testing.js';

const deed = { at: new Date('2026-11-21T02:00:00Z'), by: 'he.booking' };
const visit = { appointmentId: uuid(9), vehicleId: uuid(1) };

describe('what a car needs', () => {
  it('is a visit for its confirmed faults, in words, the gravest first', () => {
    expect(needOf('faults', aCondition({ faultCodes: ['P0301', 'P0217', 'P1345'] }))).toMatchObject({
      severity: 'now',
      faultCodes: ['P0217', 'P0301', 'P1345'],
      operationCodes: ['DIA-001'],
      describedFault:
        '车辆上报故障：P0217 发动机冷却液温度过高（水温报警）；P0301 检测到1缸失火（发动机抖动）；P1345 未知故障码（动力系统）（故障灯亮）。里程 42000 km。',
    });
  });

  it('is nothing without a fault', () => {
    expect(needOf('faults', aCondition({ faultCodes: [] }))).toBeUndefined();
  });

  it('is told in as many words as a proposal may have, however many faults there are', () => {
    const faultCodes = [
      ...COMMON_FAULTS.map(({ code }) => code),
      ...Array.from({ length: 200 }, (_, n) => `P1${100 + n}`),
    ];
    const need = aNeed({ faultCodes });
    expect(need.faultCodes).toHaveLength(50);
    expect(need.describedFault.length).toBeLessThanOrEqual(2_000);
    expect(need.describedFault).toContain('等 50 项');
  });

  it.each([
    ['9,499 km after the last service', 41_000, 50_499, false],
    ['500 km before the next', 41_000, 50_500, true],
    ['when no service is known', null, 90_000, false],
  ])('is a service: %s', (_, servicedAtKm, mileageKm, due) => {
    expect(needOf('service-due', aCondition({ servicedAtKm, mileageKm })) !== undefined).toBe(due);
  });
});

describe('a booking proposal', () => {
  it('is revised when faults come, and knows what it says already', () => {
    const proposal = aProposal();
    expect(proposal.says(aNeed({ mileageKm: 43_000 }))).toBe(true);
    const more = aNeed({ faultCodes: ['P0217', 'P0301'] });
    expect(proposal.says(more)).toBe(false);
    expect(proposal.revise({ need: more, estimate: null }, deed.at)).toMatchObject({
      faultCodes: ['P0217', 'P0301'],
      severity: 'now',
      customerId: uuid(2),
    });
    expect(proposal.says(more)).toBe(true);
  });

  it('says nothing of a customer whom nobody knows', () => {
    expect(aProposal({ customerId: null }).opened()).not.toHaveProperty('customerId');
  });

  it('ends with the visit of its car alone', () => {
    expect(() => aProposal().book({ ...visit, vehicleId: uuid(8) }, deed)).toThrow(ProposalOfAnotherVehicle);
    const proposal = aProposal();
    expect(proposal.book(visit, deed)).toMatchObject({
      outcome: 'booked',
      appointmentId: uuid(9),
      endedBy: 'he.booking',
    });
    expect(proposal).toMatchObject({ status: 'booked', appointmentId: uuid(9), endedAt: deed.at });
  });

  it.each([
    ['book', (proposal: BookingProposal) => proposal.book(visit, deed)],
    ['decline', (proposal: BookingProposal) => proposal.decline('另有安排', deed)],
    ['expire', (proposal: BookingProposal) => proposal.expire(deed.at)],
    ['revise', (proposal: BookingProposal) => proposal.revise({ need: aNeed(), estimate: null }, deed.at)],
  ])('that has ended is closed to: %s', (_, change) => {
    const proposal = aProposal();
    proposal.decline('不需要', deed);
    expect(() => change(proposal)).toThrow(ProposalEnded);
    expect(proposal).toMatchObject({ status: 'declined', declineReason: '不需要', endedBy: 'he.booking' });
  });
});
