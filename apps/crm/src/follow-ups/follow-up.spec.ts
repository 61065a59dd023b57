import { FollowUpAlreadyDone } from './follow-up.errors.js';
import { aCall, aFollowUp } from './testing.js';

const at = new Date('2026-11-21T03:00:00Z');

describe('a follow-up', () => {
  it.each([
    [1, '2026-11-22T01:00:00.000Z'],
    [2, '2026-11-28T01:00:00.000Z'],
  ] as const)('of round %d is due in time after the delivery', (round, due) => {
    const followUp = aFollowUp(round);
    expect(followUp.dueAt.toISOString()).toBe(due);
    expect(followUp.isLate(new Date(due))).toBe(false);
    expect(followUp.isLate(new Date(Date.parse(due) + 1))).toBe(true);
  });

  it.each([
    ['reached-satisfied', 'satisfied'],
    ['reached-dissatisfied', 'dissatisfied'],
  ] as const)('ends with the customer %s', (outcome, result) => {
    const followUp = aFollowUp();
    const event = followUp.record(aCall({ outcome, answers: [{ question: '整体满意度', score: 9 }] }), at);
    expect(event).toMatchObject({ followUpId: followUp.id, round: 1, result, doneAt: at.toISOString() });
    expect(followUp).toMatchObject({ result, doneAt: at, attempts: [{ number: 1, outcome }] });
  });

  it('comes again four hours after nobody answered, and stays due when it was', () => {
    const followUp = aFollowUp();
    const { dueAt } = followUp;
    expect(followUp.record(aCall({ outcome: 'unreachable' }), at)).toBeUndefined();
    expect(followUp).toMatchObject({ result: null, dueAt, contactAt: new Date('2026-11-21T07:00:00Z') });
  });

  it('ends unreachable with the fifth call that nobody answered', () => {
    const followUp = aFollowUp();
    const events = [1, 2, 3, 4, 5].map(() => followUp.record(aCall({ outcome: 'unreachable' }), at));
    expect(events.map((event) => event?.result)).toEqual([undefined, undefined, undefined, undefined, 'unreachable']);
  });

  it('takes no call after its end', () => {
    const followUp = aFollowUp();
    followUp.record(aCall(), at);
    expect(() => followUp.record(aCall({ outcome: 'unreachable' }), at)).toThrow(FollowUpAlreadyDone);
    expect(followUp.attempts).toHaveLength(1);
  });
});
