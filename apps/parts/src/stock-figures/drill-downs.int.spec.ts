import { randomUUID } from 'node:crypto';
import type { Page } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import fc from 'fast-check';
import { PartsModule } from '../app.module.js';
import type { IssueView, ReturnView } from '../issues/issue.dto.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { FigureMovementView, PartsFiguresView } from './figures.dto.js';

const DAY_MS = 86_400_000;
const FIRST_NOON = Date.parse('2026-03-01T04:00:00Z');
const LAST_DAY = 400;

/** The calendar day in Shanghai, so many after the first. */
const dayOf = (day: number): string => new Date(FIRST_NOON + day * DAY_MS).toISOString().slice(0, 10);

interface Step {
  readonly daysLater: number;
  readonly what: 'receive' | 'issue' | 'issue more' | 'return' | 'scrap';
  readonly quantity: number;
  readonly unitCostFen: number;
}

const STEP: fc.Arbitrary<Step> = fc.record({
  daysLater: fc.integer({ min: 0, max: 25 }),
  what: fc.constantFrom('receive', 'issue', 'issue more', 'return', 'scrap'),
  quantity: fc.integer({ min: 1, max: 1_500 }),
  unitCostFen: fc.integer({ min: 0, max: 999 }),
});

/** A job whose line may get so much; an issue of it of which some may come back. */
interface Job {
  readonly orderId: string;
  readonly lineId: string;
  readonly issueIds: string[];
}

describe('the movements of a figure', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const clerk = () => parts.as('parts-clerk');
  /** What issues and returns said that they cost, by day. */
  const said: { day: number; costFen: number }[] = [];
  let day = 0;

  const goTo = (later: number): void => {
    day = later;
    parts.clock.moveTo(new Date(FIRST_NOON + day * DAY_MS));
  };

  async function figureOf(figure: string, from: number, to: number): Promise<number | null | undefined> {
    const path = `/v1/parts-figures?from=${dayOf(from)}&to=${dayOf(to)}`;
    const { body } = await parts.as('service-manager').get<PartsFiguresView>(path);
    return body.stores[0]?.figures.find((one) => one.figure === figure)?.value;
  }

  async function sumOf(figure: string, from: number, to: number): Promise<number> {
    const path = `/v1/parts-figures/movements?figure=${figure}&from=${dayOf(from)}&to=${dayOf(to)}&limit=100`;
    let sumFen = 0;
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: string = cursor && `&cursor=${cursor}`;
      const { body }: { body: Page<FigureMovementView> } = await parts
        .as('service-manager')
        .get<Page<FigureMovementView>>(path + page);
      sumFen += body.items.reduce((sum, { costFen }) => sum + costFen, 0);
      cursor = body.nextCursor;
    }
    return sumFen;
  }

  const costOf = (lines: readonly { costFen: number }[]): number =>
    lines.reduce((sum, { costFen }) => sum + costFen, 0);

  async function begin(partNumber: string, quantityThousandths: number): Promise<Job> {
    const lineId = randomUUID();
    return { orderId: await counter.authorize([{ lineId, partNumber, quantityThousandths }]), lineId, issueIds: [] };
  }

  /** @returns the cost that the issue told, or nothing when it was refused */
  async function issue({ orderId, lineId, issueIds }: Job, quantity: number): Promise<number> {
    const { status, body } = await counter.issue(orderId, lineId, quantity);
    if (status !== 201) return 0;
    issueIds.push(body.id);
    const costFen = costOf(body.lines);
    said.push({ day, costFen });
    return costFen;
  }

  /** Of the first issue that still has so much. @returns the cost that the return told, or nothing when it was refused */
  async function giveBack({ lineId, issueIds }: Job, quantity: number): Promise<number> {
    for (const issueId of issueIds) {
      const { lines } = (await clerk().get<IssueView>(`/v1/issues/${issueId}`)).body;
      const left = lines.reduce((sum, line) => sum + line.quantityThousandths - line.returnedThousandths, 0);
      if (left < quantity) continue;
      const entry = { lines: [{ lineId, quantityThousandths: quantity }], reason: 'not needed' };
      const { status, body } = await clerk().post<ReturnView>(`/v1/issues/${issueId}/returns`, entry);
      expect(status).toBe(201);
      said.push({ day, costFen: -costOf(body.lines) });
      return costOf(body.lines);
    }
    return 0;
  }

  it('add up to it where a lot leaves in halves of a fen', async () => {
    goTo(0);
    const { partNumber } = await counter.listPart();
    await counter.receive({ partNumber, quantityThousandths: 1_000, unitCostFen: 333 });
    const job = await begin(partNumber, 1_000);
    expect(await issue(job, 500)).toBe(167);
    expect([await figureOf('stock-value', 0, 0), await sumOf('stock-value', 0, 0)]).toEqual([167, 167]);

    expect(await issue(job, 500)).toBe(167);
    const other = await counter.listPart();
    await counter.receive({ partNumber: other.partNumber, quantityThousandths: 1_000, unitCostFen: 10 });
    await counter.receive({ partNumber, quantityThousandths: 1_000, unitCostFen: 10 });
    expect([await figureOf('stock-value', 0, 0), await sumOf('stock-value', 0, 0)]).toEqual([20, 20]);
  });

  it('cost what the issue says that is left of it', async () => {
    goTo(1);
    const { partNumber } = await counter.listPart();
    await counter.receive({ partNumber, quantityThousandths: 1_000, unitCostFen: 333 });
    const job = await begin(partNumber, 1_000);
    expect([await issue(job, 1_000), await giveBack(job, 500)]).toEqual([333, 166]);
    expect(await sumOf('turnover', 1, 1)).toBe(-167);
    goTo(2); // half of the day before there was stock of 20 fen, then of 187
    expect(await figureOf('turnover', 1, 1)).toBe(Math.round((167 * 1_000) / 104));
    expect(await giveBack(job, 500)).toBe(167);
    expect(await sumOf('turnover', 1, 2)).toBe(0);
  });

  async function take({ what, quantity, unitCostFen }: Step, partNumber: string, jobs: Job[]): Promise<void> {
    const job = jobs.at(quantity % Math.max(jobs.length, 1));
    if (what === 'receive') await counter.receive({ partNumber, quantityThousandths: quantity, unitCostFen });
    else if (what === 'issue') {
      const begun = await begin(partNumber, quantity);
      jobs.push(begun);
      await issue(begun, Math.ceil(quantity / 2));
    } else if (what === 'issue more' && job) await issue(job, Math.floor(quantity / 3) + 1);
    else if (what === 'return' && job) await giveBack(job, Math.floor(quantity / 4) + 1);
    else if (what === 'scrap') {
      await parts.sql(
        `INSERT INTO movement (store_id, lot_id, kind, available_delta, scrapped_delta, document_id, actor_id, occurred_at)
         SELECT store_id, id, 'scrapped', -least(available_thousandths, $2), least(available_thousandths, $2), $3, 'sun.parts', $4
         FROM lot WHERE part_number = $1 AND available_thousandths > 0 ORDER BY id LIMIT 1`,
        [partNumber, quantity, randomUUID(), parts.clock.now()],
      );
    }
  }

  it('add up to it to the fen, whatever came, left and came back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(STEP, { minLength: 8, maxLength: 16 }),
        fc.integer({ min: 0, max: LAST_DAY }),
        fc.integer({ min: 0, max: LAST_DAY }),
        async (history, one, other) => {
          const [from, to] = [Math.min(one, other), Math.max(one, other)];
          const { partNumber } = await counter.listPart({ partNumber: `D-${randomUUID().slice(0, 8)}` });
          const jobs: Job[] = [];
          goTo(0);
          for (const step of history) {
            goTo(day + step.daysLater);
            await take(step, partNumber, jobs);
          }
          goTo(LAST_DAY + 1);
          for (const figure of ['stock-value', 'dead-stock']) {
            expect([figure, await sumOf(figure, from, to)]).toEqual([figure, await figureOf(figure, from, to)]);
          }
          const within = said.filter((cost) => cost.day >= from && cost.day <= to);
          expect(await sumOf('turnover', from, to)).toBe(0 - costOf(within));
        },
      ),
      { numRuns: 25 },
    );
  }, 180_000);
});
