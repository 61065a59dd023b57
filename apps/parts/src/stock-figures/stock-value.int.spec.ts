import { randomUUID } from 'node:crypto';
import { quantityChargeFen } from '@pitlane/kernel';
import { startService, tokenOf } from '@pitlane/testing';
import fc from 'fast-check';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { StockValueView } from './stock-value.dto.js';

const DAY_MS = 86_400_000;
const FIRST_NOON = Date.parse('2026-03-01T04:00:00Z');

/** The calendar day in Shanghai, so many after the first. */
const dayOf = (day: number): string => new Date(FIRST_NOON + day * DAY_MS).toISOString().slice(0, 10);

/** What a storeman would write down of one lot. */
interface NotedLot {
  readonly lotId: string;
  readonly unitCostFen: number;
  left: number;
}

interface Notebook {
  readonly partNumber: string;
  readonly lots: NotedLot[];
  readonly issues: { id: string; lineId: string; lot: NotedLot; quantity: number }[];
}

const valueOf = ({ lots }: Notebook): number =>
  lots.reduce((sum, { left, unitCostFen }) => sum + quantityChargeFen(left, unitCostFen), 0);

interface Step {
  readonly daysLater: number;
  readonly what: 'receive' | 'issue' | 'return' | 'scrapped' | 'sent_back' | 'moved_out';
  readonly quantity: number;
  readonly unitCostFen: number;
}

const STEP: fc.Arbitrary<Step> = fc.record({
  daysLater: fc.integer({ min: 0, max: 40 }),
  what: fc.constantFrom('receive', 'issue', 'return', 'scrapped', 'sent_back', 'moved_out'),
  quantity: fc.integer({ min: 1, max: 4_000 }),
  unitCostFen: fc.integer({ min: 0, max: 99_999 }),
});

describe('the value of the stock', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const valueAt = async (category: string, asOf?: string): Promise<number> => {
    const { body } = await parts
      .as('service-manager')
      .get<StockValueView>(`/v1/stock-value${asOf === undefined ? '' : `?asOf=${asOf}`}`);
    return body.stores[0]?.categories.find((value) => value.category === category)?.valueFen ?? 0;
  };
  const leave = (kind: 'scrapped' | 'sent_back' | 'moved_out', { lotId }: NotedLot, quantity: number) =>
    parts.sql(
      `INSERT INTO movement (store_id, lot_id, kind, available_delta, ${kind}_delta, document_id, actor_id, occurred_at)
       VALUES ('SH001', $1, $2, -$3::bigint, $3::bigint, $4, 'sun.parts', $5)`,
      [lotId, kind.replace('_', '-'), quantity, randomUUID(), parts.clock.now()],
    );

  /** Does a step in the service and in the notebook; what cannot be done is left out. */
  async function take({ what, quantity, unitCostFen }: Step, { partNumber, lots, issues }: Notebook): Promise<void> {
    const oldest = lots.find(({ left }) => left > 0);
    const taken = Math.min(quantity, oldest?.left ?? 0);
    if (what === 'receive') {
      const delivery = await counter.receive({ partNumber, quantityThousandths: quantity, unitCostFen });
      lots.push({ lotId: delivery.lots[0]?.lotId ?? '', unitCostFen, left: quantity });
    } else if (what === 'return') {
      const issue = issues.pop();
      if (!issue) return;
      const lines = [{ lineId: issue.lineId, quantityThousandths: issue.quantity }];
      await parts.as('parts-clerk').post(`/v1/issues/${issue.id}/returns`, { lines, reason: 'not needed' });
      issue.lot.left += issue.quantity;
    } else if (oldest && what === 'issue') {
      const lineId = randomUUID();
      const order = await counter.authorize([{ lineId, partNumber, quantityThousandths: taken }]);
      const { body } = await counter.issue(order, lineId, taken);
      issues.push({ id: body.id, lineId, lot: oldest, quantity: taken });
      oldest.left -= taken;
    } else if (oldest && what !== 'issue') {
      await leave(what, oldest, taken);
      oldest.left -= taken;
    }
  }

  it('is on each past day what a notebook says, whatever came, left and came back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 6, maxLength: 14 }), async (history) => {
        const category = `of ${randomUUID().slice(0, 8)}`;
        const { partNumber } = await counter.listPart({ partNumber: `V-${randomUUID().slice(0, 8)}`, category });
        const notebook: Notebook = { partNumber, lots: [], issues: [] };
        const noted = new Map<string, number>([[dayOf(-1), 0]]);
        let day = 0;
        for (const step of history) {
          day += step.daysLater;
          parts.clock.moveTo(new Date(FIRST_NOON + day * DAY_MS));
          await take(step, notebook);
          noted.set(dayOf(day), valueOf(notebook));
        }
        for (const [asOf, valueFen] of noted) expect([asOf, await valueAt(category, asOf)]).toEqual([asOf, valueFen]);
        expect(await valueAt(category)).toBe(valueOf(notebook));
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  it('ends with the calendar day of the store, and counts what is in quarantine', async () => {
    const category = 'of the evening';
    const { partNumber } = await counter.listPart({ category });
    parts.clock.moveTo(new Date('2026-11-20T15:59:00Z'));
    await counter.receive({
      partNumber,
      quantityThousandths: 1_000,
      unitCostFen: 700,
      result: 'rejected',
      reason: 'bent',
    });
    parts.clock.moveTo(new Date('2026-11-20T16:01:00Z'));
    await counter.receive({ partNumber, quantityThousandths: 1_000, unitCostFen: 30 });

    expect(await valueAt(category, '2026-11-19')).toBe(0);
    expect(await valueAt(category, '2026-11-20')).toBe(700);
    expect(await valueAt(category, '2026-11-21')).toBe(730);
  });

  it('is told of both stores to those who work for the group', async () => {
    const headers = { authorization: `Bearer ${await tokenOf('gu.auditor', 'parts')}` };
    const response = await fetch(`${await parts.url}/v1/stock-value`, { headers });
    const body = (await response.json()) as StockValueView;
    expect(body.stores.map(({ storeId }) => storeId)).toEqual(['SH001', 'SH002']);
    expect(body.valueFen).toBe(body.stores.reduce((sum, { valueFen }) => sum + valueFen, 0));
  });
});
