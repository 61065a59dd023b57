import { ExitPassUsed } from '@pitlane/contracts';
import { uuidv7 } from 'uuidv7';
import { someTime } from '../quotes/testing.js';
import type { SettlementStatus } from '../settlements/settlement.entity.js';
import { anIssuedSettlement } from '../settlements/testing.js';
import { ExitPass } from './exit-pass.entity.js';
import { ExitPassExpired, ExitPassStillLive, ExitPassUsedAlready, SettlementNotPaid } from './exit-pass.errors.js';

const paid = Object.assign(anIssuedSettlement(), { status: 'paid' });
const afterMinutes = (minutes: number): Date => new Date(someTime.getTime() + minutes * 60_000);

describe('an exit pass', () => {
  it('is good for two hours once everything is paid', () => {
    const pass = issued('paid');
    expect(pass).toMatchObject({ status: 'live', expiresAt: afterMinutes(120), creditReason: null });
    expect(pass.told()).toMatchObject({ exitPassId: pass.id, expiresAt: '2026-11-21T03:00:00.000Z' });
  });

  it.each(['draft', 'ready', 'blocked', 'issued'] as const)('is refused while the settlement is %s', (status) => {
    expect(() => issued(status)).toThrow(SettlementNotPaid);
  });

  it('is given on credit for a final settlement only, with the reason kept', () => {
    expect(issued('issued', '月结客户')).toMatchObject({ creditReason: '月结客户' });
    expect(() => issued('ready', '月结客户')).toThrow(SettlementNotPaid);
    expect(issued('paid', '月结客户').creditReason).toBeNull();
  });

  it('is used once', () => {
    const pass = issued('paid');
    expect(pass.use(paid, afterMinutes(119))).toMatchObject({
      exitPassId: pass.id,
      usedAt: '2026-11-21T02:59:00.000Z',
    });
    expect(() => pass.use(paid, afterMinutes(119))).toThrow(ExitPassUsedAlready);
    expect(() => pass.giveWay(afterMinutes(500))).toThrow(ExitPassUsedAlready);
  });

  it('is no good while money that went back is open, save on credit', () => {
    const open = Object.assign(anIssuedSettlement(), { status: 'issued' });
    expect(() => issued('paid').use(open, afterMinutes(1))).toThrow(SettlementNotPaid);
    expect(issued('issued', '月结客户').use(open, afterMinutes(1))).toBeInstanceOf(ExitPassUsed);
  });

  it('is over as soon as money went back, unless it was used, is over already or was given on credit', () => {
    const open = Object.assign(anIssuedSettlement(), { status: 'issued' });
    const pass = issued('paid');
    expect(pass.revoke(afterMinutes(5))).toMatchObject({ exitPassId: pass.id, revokedAt: '2026-11-21T01:05:00.000Z' });
    expect(pass).toMatchObject({ status: 'expired', expiresAt: afterMinutes(5) });
    expect(() => pass.use(paid, afterMinutes(6))).toThrow(ExitPassExpired);
    expect(() => pass.use(open, afterMinutes(6))).toThrow(SettlementNotPaid);

    expect(issued('issued', '月结客户').revoke(afterMinutes(5))).toBeUndefined();
    expect(issued('paid').revoke(afterMinutes(120))).toBeUndefined();
    const used = issued('paid');
    used.use(paid, afterMinutes(1));
    expect(used.revoke(afterMinutes(5))).toBeUndefined();
    expect(used.status).toBe('used');
  });

  it('is no good any more after two hours, and may then be replaced', () => {
    const pass = issued('paid');
    expect(() => pass.giveWay(afterMinutes(119))).toThrow(ExitPassStillLive);
    expect(() => pass.use(paid, afterMinutes(120))).toThrow(ExitPassExpired);
    pass.giveWay(afterMinutes(120));
    expect(pass.status).toBe('expired');
    expect(() => pass.use(paid, afterMinutes(1))).toThrow(ExitPassExpired);
  });
});

function issued(status: SettlementStatus, creditReason: string | null = null): ExitPass {
  const settlement = Object.assign(anIssuedSettlement(), { status });
  return ExitPass.issue(settlement, { id: uuidv7(), issuedBy: 'luo.cashier', creditReason, at: someTime });
}
