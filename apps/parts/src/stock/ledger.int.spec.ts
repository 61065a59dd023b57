import { quantityChargeFen } from '@pitlane/kernel';
import { Database, type Tx } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { Lot } from './lot.entity.js';
import {
  issueKept, type MovedLot, receiveLots, releaseKept, reserveFifo, returnLots, stageKept, takeOverKept,
} from './stock.queries.js'; // prettier-ignore
import { PartsCounter } from './testing.js';

// The same as the books of a part, one floor below: the ledger's own moves, many and fast, against a list of lots in memory.
// A statement makes several moves at once, as hot paths do; each lot, demand and line of it is a move.

const MOVES = 200_000;
const BOOKS = 450;
const STATEMENTS_PER_BOOK = 100;
const LINES = 16;
const AT = new Date('2026-11-21T01:00:00Z');
const IN_SHANGHAI = {
  stores: ['SH001'],
  groupId: 'huadong',
  actor: { id: 'test', role: 'service' },
  correlationId: uuidv7(),
};

interface ModelLot {
  readonly id: string;
  readonly expiresOn: string | null;
  readonly unitCostFen: number;
  received: number;
  free: number;
  quarantined: number;
  readonly inBin: number[];
  readonly onShelf: number[];
  /** By line. */
  readonly issued: number[];
}

const perLine = (): number[] => Array.from({ length: LINES }, () => 0);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const at = (numbers: readonly number[], index: number): number => numbers[index] ?? 0;

const line = fc.nat({ max: LINES - 1 });
const quantity = fc.integer({ min: 1, max: 5_000 });
const lines = fc.uniqueArray(line, { minLength: 1, maxLength: LINES, size: 'max' });
const step = fc.oneof(
  fc.record({
    do: fc.constant('receive' as const),
    lots: fc.array(
      fc.record({
        quantity,
        unitCostFen: fc.nat({ max: 99_999 }),
        expiresOn: fc.constantFrom(null, null, '2027-01-31', '2027-06-30'),
        accepted: fc.constantFrom(true, true, true, false),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
  fc.record({ do: fc.constant('reserve' as const), lines, quantity }),
  fc.record({ do: fc.constant('reserve' as const), lines, quantity }),
  fc.record({ do: fc.constant('release' as const), lines }),
  fc.record({ do: fc.constant('take over' as const), line, from: line, quantity }),
  fc.record({ do: fc.constant('stage' as const), lines }),
  fc.record({ do: fc.constant('issue' as const), line, quantity }),
  fc.record({ do: fc.constant('return' as const), lines, quantity }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Of<Kind extends Step['do']> = Extract<Step, { do: Kind }>;

interface Leaving {
  readonly lot: ModelLot;
  readonly fromBin: number;
  readonly fromShelf: number;
}

/** What a step moved, as the model has it; and as the ledger says when it has answered. */
interface Outcome {
  readonly now: Step;
  readonly moves: number;
  readonly expected: unknown;
  readonly seen: Promise<unknown>;
}

/** Makes each step in the ledger and in memory. Steps are sent without waiting: the ledger answers them in their order. */
class Ledger {
  private readonly lots: ModelLot[] = [];
  private readonly lineIds = Array.from({ length: LINES }, () => uuidv7());
  private readonly note = { documentId: uuidv7(), at: AT };

  constructor(
    private readonly tx: Tx,
    private readonly part: { id: string; partNumber: string; deliveryId: string },
  ) {}

  make(now: Step): Outcome {
    switch (now.do) {
      case 'receive':
        return { now, ...this.receive(now) };
      case 'reserve':
        return { now, ...this.reserve(now) };
      case 'release':
        return { now, ...this.release(now) };
      case 'take over':
        return { now, ...this.takeOver(now) };
      case 'stage':
        return { now, ...this.stage(now) };
      case 'issue':
        return { now, ...this.issue(now) };
      case 'return':
        return { now, ...this.giveBack(now) };
    }
  }

  private receive({ lots }: Of<'receive'>) {
    const received = lots.map(({ quantity, unitCostFen, expiresOn, accepted }) => {
      const given = { expiresOn, unitCostFen, certificate: null, receivedAt: AT };
      const facts = { id: uuidv7(), deliveryId: this.part.deliveryId, ...given };
      const result = accepted ? ('accepted' as const) : ('rejected' as const);
      const part = { ...this.part, storeId: 'SH001', origin: 'genuine' as const };
      const lot = Lot.receive(part, { ...facts, result, quantityThousandths: quantity });
      const empty = { free: 0, quarantined: 0, inBin: perLine(), onShelf: perLine(), issued: perLine() };
      const model = { ...empty, id: lot.id, expiresOn, unitCostFen, received: quantity };
      this.lots.push(Object.assign(model, accepted ? { free: quantity } : { quarantined: quantity }));
      return lot;
    });
    return { moves: lots.length, expected: undefined, seen: receiveLots(this.tx, received, this.note) };
  }

  private reserve({ lines, quantity }: Of<'reserve'>) {
    const kept = lines.map((line) => this.keep(line, quantity));
    const demands = lines.map((line) => ({
      ...{ partId: this.part.id, lineId: this.idOf(line), quantityThousandths: quantity, actorId: 'test' },
      ...this.note,
    }));
    const seen = reserveFifo(this.tx, demands).then((found) => lines.map((line) => found.get(this.idOf(line)) ?? 0));
    return { moves: lines.length, expected: kept, seen };
  }

  /** Oldest lots first. @returns how much there was */
  private keep(line: number, quantity: number): number {
    let missing = quantity;
    for (const lot of this.fifo) {
      const taken = Math.min(missing, lot.free);
      lot.free -= taken;
      lot.inBin[line] = at(lot.inBin, line) + taken;
      missing -= taken;
    }
    return quantity - missing;
  }

  private release({ lines }: Of<'release'>) {
    for (const line of lines) {
      for (const lot of this.lots) {
        lot.free += at(lot.inBin, line) + at(lot.onShelf, line);
        lot.inBin[line] = 0;
        lot.onShelf[line] = 0;
      }
    }
    const seen = releaseKept(this.tx, { lineIds: lines.map((line) => this.idOf(line)), kind: 'released' }, this.note);
    return { moves: lines.length, expected: undefined, seen };
  }

  private takeOver({ line, from, quantity }: Of<'take over'>) {
    if (line === from) return this.stage({ do: 'stage', lines: [line] });
    let taken = 0;
    for (const { lot, fromBin, fromShelf } of this.leaving(from, quantity)) {
      lot.inBin[line] = at(lot.inBin, line) + fromBin;
      lot.onShelf[line] = at(lot.onShelf, line) + fromShelf;
      taken += fromBin + fromShelf;
    }
    const sides = { fromLineId: this.idOf(from), toLineId: this.idOf(line), mostThousandths: quantity };
    return { moves: 1, expected: taken, seen: takeOverKept(this.tx, sides, this.note) };
  }

  private stage({ lines }: Of<'stage'>) {
    for (const line of lines) {
      for (const lot of this.lots) {
        lot.onShelf[line] = at(lot.onShelf, line) + at(lot.inBin, line);
        lot.inBin[line] = 0;
      }
    }
    const ids = lines.map((line) => this.idOf(line));
    return { moves: lines.length, expected: undefined, seen: stageKept(this.tx, ids, this.note) };
  }

  private issue({ line, quantity }: Of<'issue'>) {
    const drawn = this.leaving(line, quantity).map(({ lot, fromBin, fromShelf }) => {
      lot.issued[line] = at(lot.issued, line) + fromBin + fromShelf;
      return { lotId: lot.id, costFen: quantityChargeFen(fromBin + fromShelf, lot.unitCostFen) };
    });
    const seen = issueKept(this.tx, { lineId: this.idOf(line), quantityThousandths: quantity }, this.note);
    return { moves: 1, expected: drawn, seen: seen.then((lots) => lots.map(costOf)) };
  }

  private giveBack({ lines, quantity }: Of<'return'>) {
    const back = lines.flatMap((line) => {
      const lot = this.lots.find(({ issued }) => at(issued, line) > 0);
      if (!lot) return [];
      const returned = Math.min(quantity, at(lot.issued, line));
      lot.issued[line] = at(lot.issued, line) - returned;
      lot.free += returned;
      return [{ lineId: this.idOf(line), lotId: lot.id, quantityThousandths: returned }];
    });
    return { moves: back.length, expected: undefined, seen: returnLots(this.tx, back, this.note) };
  }

  private get fifo(): ModelLot[] {
    return [...this.lots].sort((a, b) => (a.expiresOn ?? '9999').localeCompare(b.expiresOn ?? '9999'));
  }

  /** Takes up to a quantity of what a line keeps, oldest first, of each lot from the shelf first. */
  private leaving(line: number, most: number): Leaving[] {
    let left = most;
    const leaving = this.fifo.map((lot): Leaving => {
      const fromShelf = Math.min(left, at(lot.onShelf, line));
      const fromBin = Math.min(left - fromShelf, at(lot.inBin, line));
      lot.onShelf[line] = at(lot.onShelf, line) - fromShelf;
      lot.inBin[line] = at(lot.inBin, line) - fromBin;
      left -= fromShelf + fromBin;
      return { lot, fromBin, fromShelf };
    });
    return leaving.filter(({ fromBin, fromShelf }) => fromBin + fromShelf > 0);
  }

  private idOf(line: number): string {
    return this.lineIds[line] ?? '';
  }

  /** Lots and what lines keep, as rows. */
  get rows(): unknown {
    const lots = this.lots.map(({ id, received, free, quarantined, inBin, onShelf, issued }) => ({
      ...{ id, received, free, quarantined, inBin: sum(inBin), onShelf: sum(onShelf), issued: sum(issued) },
    }));
    const kept = this.lots.flatMap((lot) =>
      this.lineIds.map((lineId, line) => ({
        lineId,
        id: lot.id,
        inBin: at(lot.inBin, line),
        onShelf: at(lot.onShelf, line),
      })),
    );
    return { lots, kept: kept.filter(({ inBin, onShelf }) => inBin + onShelf > 0).sort(byLine) };
  }
}

const costOf = ({ lotId, quantityThousandths, unitCostFen }: MovedLot) => ({
  lotId,
  costFen: quantityChargeFen(quantityThousandths, unitCostFen),
});

const byLine = (a: { lineId: string; id: string }, b: { lineId: string; id: string }): number =>
  a.lineId.localeCompare(b.lineId) || a.id.localeCompare(b.id);

const LOTS = `
  SELECT id, received_thousandths::int AS received, available_thousandths::int AS free, quarantined_thousandths::int AS quarantined,
         reserved_thousandths::int AS "inBin", staged_thousandths::int AS "onShelf", issued_thousandths::int AS issued
  FROM lot WHERE part_id = $1 ORDER BY id`;

const KEPT = `
  SELECT line_id AS "lineId", lot_id AS id, kept.reserved_thousandths::int AS "inBin", kept.staged_thousandths::int AS "onShelf"
  FROM kept JOIN lot ON lot.id = lot_id
  WHERE part_id = $1 AND kept.reserved_thousandths + kept.staged_thousandths > 0 ORDER BY line_id, lot_id`;

/** P2: lots that are not the fold of their movements. */
const UNEXPLAINED = `
  SELECT lot.id FROM lot LEFT JOIN movement ON lot_id = lot.id WHERE part_id = $1
  GROUP BY lot.id HAVING (received_thousandths, available_thousandths, issued_thousandths)
    IS DISTINCT FROM (sum(received_delta), sum(available_delta), sum(issued_delta))`;

describe('the ledger', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  async function aBook(): Promise<{ id: string; partNumber: string; deliveryId: string }> {
    const { partNumber: other } = await counter.listPart();
    const { id: deliveryId } = await counter.receive({ partNumber: other, quantityThousandths: 1 });
    const { id, partNumber } = await counter.listPart();
    return { id, partNumber, deliveryId };
  }

  it('gives what a list of lots in memory gives, to the fen, whatever moves in whatever order (P1 to P5)', async () => {
    const part = await aBook();
    let moves = 0;
    const book = fc.array(step, { minLength: STATEMENTS_PER_BOOK, maxLength: STATEMENTS_PER_BOOK });
    await fc.assert(
      fc.asyncProperty(book, async (steps) => {
        const unit = await parts.get(Database).begin(IN_SHANGHAI);
        try {
          moves += await play(unit.tx, part, steps);
        } finally {
          await unit.rollback();
        }
      }),
      { numRuns: BOOKS },
    );
    expect(moves).toBeGreaterThan(MOVES);
  }, 400_000);
});

/** @returns how many moves were made and compared */
async function play(tx: Tx, part: { id: string; partNumber: string; deliveryId: string }, steps: readonly Step[]) {
  const ledger = new Ledger(tx, part);
  const outcomes: Outcome[] = [];
  for (const now of steps) {
    const outcome = ledger.make(now);
    if (now.do === 'receive') await outcome.seen; // more than one statement: the others would overtake it
    outcomes.push(outcome);
  }
  for (const { now, expected, seen } of outcomes) expect({ now, moved: await seen }).toEqual({ now, moved: expected });
  const [lots, kept] = await Promise.all([tx.query(LOTS, [part.id]), tx.query(KEPT, [part.id])]);
  expect({ lots, kept }).toEqual(ledger.rows);
  expect(await tx.query(UNEXPLAINED, [part.id])).toEqual([]);
  return sum(outcomes.map((outcome) => outcome.moves));
}
