import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { ExpiredLots } from './expired-lots.service.js';
import { PartsCounter } from './testing.js';

describe('past its last day', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  const LAST_DAY = '2027-01-31';
  const nextMorning = new Date('2027-01-31T16:00:00Z'); // midnight in Shanghai
  afterEach(() => parts.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

  async function anAgeingPart() {
    const part = await counter.listPart({ minThousandths: 1500 });
    const { partNumber } = part;
    const { lots } = await counter.receive({ partNumber, quantityThousandths: 2000, expiresOn: LAST_DAY });
    return { part, partNumber, lotId: lots[0]?.lotId };
  }

  it('a lot is kept for nobody, and lies in quarantine', async () => {
    const { part, partNumber } = await anAgeingPart();
    await counter.receive({ partNumber, quantityThousandths: 1000, expiresOn: '2027-06-30' });
    parts.clock.moveTo(nextMorning);

    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 2000 }]);

    expect(await counter.reservationOf(repairOrderId)).toMatchObject({
      status: 'short',
      lines: [{ reservedThousandths: 1000 }],
    });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 2000 });
  });

  it('a lot is out of stock though nobody asks for it, and the alert is raised', async () => {
    const { part } = await anAgeingPart();
    const sweep = () => parts.inStore('SH001', () => parts.get(ExpiredLots).setAside('SH001', parts.clock.now()));
    await sweep();
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 2000, alert: null });

    parts.clock.moveTo(nextMorning);
    await Promise.all([sweep(), sweep()]);

    const expected = { availableThousandths: 0, quarantinedThousandths: 2000, alert: 'below-minimum' };
    expect(await counter.stockOf(part)).toMatchObject(expected);
    expect(await counter.said(part.id)).toEqual(['part.listed', 'part.below-minimum']);
  });

  it('a lot that comes is not available', async () => {
    const { part, partNumber } = await anAgeingPart();
    await counter.receive({ partNumber, quantityThousandths: 500, expiresOn: '2026-11-20' });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 2000, quarantinedThousandths: 500 });
  });

  it('a lot that an order keeps is not issued', async () => {
    const { partNumber, lotId } = await anAgeingPart();
    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 2000 }]);
    parts.clock.moveTo(nextMorning);

    const answer = await counter.issue(repairOrderId, lineId, 2000);

    expect(answer).toMatchObject({ status: 409, body: { code: 'PARTS.LOT_EXPIRED', lotIds: [lotId] } });
    expect(await counter.reservationOf(repairOrderId)).toMatchObject({ status: 'reserved' });
  });
});
