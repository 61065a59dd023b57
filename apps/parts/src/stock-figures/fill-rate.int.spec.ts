import { randomUUID } from 'node:crypto';
import type { Page } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { FigureRequestView, PartsFiguresView } from './figures.dto.js';

const TODAY = 'from=2026-11-21&to=2026-11-21';

/** A part of which so much is there; what is done with it is told in whole pieces. */
interface Scene {
  readonly partNumber: string;
  receive(pieces: number): Promise<unknown>;
  book(pieces: number): Promise<string>;
  order(pieces: number, appointmentId?: string): Promise<string>;
  issue(pieces: number): Promise<string>;
  giveBack(issueId: string, pieces: number): Promise<unknown>;
  keepAndRelease(pieces: number): Promise<unknown>;
  lose(pieces: number): Promise<unknown>;
}

interface Case {
  readonly what: string;
  readonly there: number;
  readonly asked: number;
  readonly filled: number;
  readonly play: (scene: Scene) => Promise<unknown>;
}

const CASES: readonly Case[] = [
  {
    what: 'all was there',
    there: 5,
    asked: 3,
    filled: 3,
    play: async (part) => [await part.order(3), await part.issue(3)],
  },
  {
    ...{ what: 'the rest came later', there: 1, asked: 3, filled: 1 },
    play: async (part) => [await part.order(3), await part.receive(2), await part.issue(3)],
  },
  {
    ...{ what: 'the booking waited for it', there: 0, asked: 3, filled: 0 },
    async play(part) {
      const appointmentId = await part.book(3);
      await part.receive(3);
      await part.order(3, appointmentId);
      await part.issue(3);
    },
  },
  {
    ...{ what: 'it was there for the booking, and one more for the order', there: 3, asked: 3, filled: 3 },
    play: async (part) => [await part.order(3, await part.book(2)), await part.issue(3)],
  },
  {
    ...{ what: 'one of two came back', there: 1, asked: 1, filled: 1 },
    async play(part) {
      await part.order(2);
      await part.receive(1);
      await part.giveBack(await part.issue(2), 1);
    },
  },
  { what: 'the counter had one of four', there: 1, asked: 3, filled: 0, play: (part) => part.keepAndRelease(4) },
  { what: 'the sale was lost', there: 0, asked: 2, filled: 0, play: (part) => part.lose(2) },
];

describe('the fill rate (PRT-13)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const manager = () => parts.as('service-manager');
  const clerk = () => parts.as('parts-clerk');

  async function sceneOf(there: number): Promise<Scene> {
    const { partNumber } = await counter.listPart();
    const wanted = (pieces: number) => ({ partNumber, quantityThousandths: pieces * 1000 });
    const lineId = randomUUID();
    let repairOrderId = '';
    if (there > 0) await counter.receive(wanted(there));
    return {
      partNumber,
      receive: (pieces) => counter.receive(wanted(pieces)),
      book: (pieces) => counter.book([wanted(pieces)]),
      async order(pieces, appointmentId) {
        repairOrderId = await counter.authorize([{ ...wanted(pieces), lineId }], {
          ...(appointmentId !== undefined && { appointmentId }),
        });
        return repairOrderId;
      },
      issue: async (pieces) => (await counter.issue(repairOrderId, lineId, pieces * 1000)).body.id,
      giveBack: (issueId, pieces) =>
        clerk().post(`/v1/issues/${issueId}/returns`, {
          lines: [{ lineId, quantityThousandths: pieces * 1000 }],
          reason: 'not needed',
        }),
      async keepAndRelease(pieces) {
        const { id } = await counter.reserve([wanted(pieces)]);
        await clerk().post(`/v1/reservations/${id}/release`, { reason: 'bought elsewhere' });
      },
      lose: (pieces) => clerk().post('/v1/lost-sales', { ...wanted(pieces), cause: 'out-of-stock' }),
    };
  }

  const requests = async () =>
    (await manager().get<Page<FigureRequestView>>(`/v1/parts-figures/requests?${TODAY}&limit=100`)).body.items;

  it('is the plain sum over all requests, whatever became of each, without those from before it was noted', async () => {
    const expected: object[] = [];
    for (const { what, there, asked, filled, play } of CASES) {
      const scene = await sceneOf(there);
      await play(scene);
      const { partNumber } = scene;
      const [request] = (await requests()).filter((found) => found.partNumber === partNumber);
      const facts = { partNumber, askedThousandths: asked * 1000, filledThousandths: filled * 1000 };
      expect({ what, ...request }).toMatchObject({ what, askedOn: '2026-11-21', ...facts });
      expected.push(facts);
    }
    const before = await sceneOf(1);
    await before.order(1);
    await parts.sql('UPDATE reservation_line SET filled_at_once_thousandths = NULL WHERE part_number = $1', [
      before.partNumber,
    ]);
    await before.issue(1);

    const sum = (of: 'asked' | 'filled') => CASES.reduce((total, one) => total + one[of], 0);
    const whole = CASES.filter(({ asked, filled }) => asked === filled);
    expect(await requests()).toHaveLength(CASES.length);
    const { body } = await manager().get<PartsFiguresView>(`/v1/parts-figures?${TODAY}`);
    const figures = Object.fromEntries(body.together.map(({ figure, value }) => [figure, value]));
    expect(figures).toMatchObject({
      'fill-rate': Math.round((10_000 * sum('filled')) / sum('asked')),
      'fill-rate-by-line': Math.round((10_000 * whole.length) / CASES.length),
    });
    const { text } = await manager().get(`/v1/parts-figures/requests/csv?${TODAY}`);
    expect(text).toMatch(/^id,askedOn,partNumber,askedThousandths,filledThousandths\r\n/);
    expect(text.trim().split('\r\n')).toHaveLength(CASES.length + 1);
  });
});
