import { CoreCreditDiffers, CoreIsGone, CoreNotDue, CoreNotHeld, CoreNotReturned } from './core.errors.js';
import { type Core, CORE_STATUSES, type CoreStatus } from './core.entity.js';
import { aCore, CORE_ID } from './testing.js';

const step = { by: 'zhu.parts', at: new Date('2026-11-21T01:00:00Z') };
const later = { by: 'gao.buyer', at: new Date('2026-11-25T01:00:00Z') };
const paid = { creditedFen: 40_000, creditNote: 'CN-77', ...later };

const DO = {
  receive: (core: Core) => core.receive('C-02', later),
  reject: (core: Core) => core.reject('壳体开裂', later),
  expire: (core: Core) => core.expire(later),
  withdraw: (core: Core) => core.withdraw(later),
  sendBack: (core: Core) => core.sendBack('SF1020', later),
  credit: (core: Core) => core.credit(paid),
};
type Command = keyof typeof DO;

const ONTO: Readonly<
  Record<Command, { from: readonly CoreStatus[]; to: CoreStatus; refusal: new (...args: never) => Error }>
> = {
  receive: { from: ['due'], to: 'held', refusal: CoreNotDue },
  reject: { from: ['due'], to: 'forfeited', refusal: CoreNotDue },
  expire: { from: ['due'], to: 'forfeited', refusal: CoreNotDue },
  withdraw: { from: ['due', 'held', 'forfeited', 'withdrawn'], to: 'withdrawn', refusal: CoreIsGone },
  sendBack: { from: ['held'], to: 'returned', refusal: CoreNotHeld },
  credit: { from: ['returned'], to: 'credited', refusal: CoreNotReturned },
};

const AT: Readonly<Record<CoreStatus, readonly Command[]>> = {
  due: [],
  held: ['receive'],
  forfeited: ['reject'],
  withdrawn: ['withdraw'],
  returned: ['receive', 'sendBack'],
  credited: ['receive', 'sendBack', 'credit'],
};

function coreAt(status: CoreStatus): Core {
  const core = aCore(step);
  for (const command of AT[status]) DO[command](core);
  return core;
}

const CASES = (Object.keys(DO) as Command[]).flatMap((command) =>
  CORE_STATUSES.map((status) => ({ command, status, allowed: ONTO[command].from.includes(status) })),
);

describe('the old unit of an exchange part (PRT-10)', () => {
  it.each(CASES)('$status, $command: $allowed', ({ command, status, allowed }) => {
    const core = coreAt(status);
    const before = { ...core };
    if (!allowed) {
      expect(() => DO[command](core)).toThrow(ONTO[command].refusal);
      expect({ ...core }).toEqual(before);
      return;
    }
    DO[command](core);
    expect(core).toMatchObject({ status: ONTO[command].to, statusBy: 'gao.buyer', statusSince: later.at });
  });

  it('is owed or its charge is, and whoever owes it is told which', () => {
    const owed = { coreId: CORE_ID, chargeFen: 40_000 };
    expect(aCore(step).due()).toMatchObject({ ...owed, supplier: 'BOSCH-AA', dueBy: '2026-12-21' });
    expect(DO.receive(aCore(step))).toMatchObject(owed);
    expect(DO.reject(aCore(step))).toMatchObject({ ...owed, cause: 'rejected', reason: '壳体开裂' });
    expect(DO.expire(aCore(step))).toMatchObject({ ...owed, cause: 'not-brought' });
    expect(DO.withdraw(aCore(step))).toMatchObject(owed);
    expect(DO.sendBack(coreAt('held'))).toMatchObject({ coreId: CORE_ID, expectedCreditFen: 40_000 });
  });

  it.each([
    ['as expected', 40_000, undefined, true],
    ['nothing, explained', 0, 'housing cracked', true],
    ['more, explained', 41_000, 'bonus', true],
    ['less, unexplained', 39_999, undefined, false],
    ['more, unexplained', 40_001, undefined, false],
  ])('is credited: %s', (_case, creditedFen, differenceReason, allowed) => {
    const core = coreAt('returned');
    const credit = { ...paid, creditedFen, ...(differenceReason !== undefined && { differenceReason }) };
    if (!allowed) {
      expect(() => core.credit(credit)).toThrow(CoreCreditDiffers);
      expect(core).toMatchObject({ status: 'returned', creditedFen: null });
      return;
    }
    expect(core.credit(credit)).toMatchObject({ expectedCreditFen: 40_000, creditedFen, creditNote: 'CN-77' });
    expect(core).toMatchObject({ creditedFen, differenceReason: differenceReason ?? null });
  });
});
