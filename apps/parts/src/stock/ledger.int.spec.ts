import { randomInt } from 'node:crypto';
import type { AdjustedLot } from '@pitlane/contracts';
import { quantityChargeFen } from '@pitlane/kernel';
import { Database, type Tx } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { type CostedMove, type Gone, LINES, LotsInMemory, type NewLot, quantityOf } from '../stock-model/testing.js';
import {
  bringBackCounted, type LeavingKind, type LeftLot, newestLotOf, type Place, returnMovedOut, takeOut,
} from './leaving.queries.js'; // prettier-ignore
import { Lot } from './lot.entity.js';
import { reserveFifo } from './reserving.queries.js';
import {
  issueKept, receiveLots, releaseKept, returnLots, stageKept, takeOverKept,
} from './stock.queries.js'; // prettier-ignore
import { PartsCounter } from './testing.js';

// The same as the books of a part, one floor below: the ledger's own moves, many and fast, against a list of lots in memory.
// A statement makes several moves at once, as hot paths do; each lot, demand and line of it is a move.

const MOVES = 200_000;
const BOOKS = 570;
const STATEMENTS_PER_BOOK = 100;
const SEED = randomInt(2 ** 31);
const AT = new Date('2026-11-21T01:00:00Z');
const IN_SHANGHAI = {
  stores: ['SH001'],
  groupId: 'huadong',
  actor: { id: 'test', role: 'service' },
  correlationId: uuidv7(),
};

const line = fc.nat({ max: LINES - 1 });
const quantity = fc.integer({ min: 1, max: 5_000 });
const lines = fc.uniqueArray(line, { minLength: 1, maxLength: LINES, size: 'max' });
/** The last day of some lots, and the day after. */
const day = fc.constantFrom(null, null, '2027-01-31', '2027-02-01');
const receipt = fc.record({
  do: fc.constant('receive' as const),
  lots: fc.array(
    fc.record({
      quantity,
      unitCostFen: fc.nat({ max: 99_999 }),
      expiresOn: fc.constantFrom(null, null, '2027-01-31', '2027-06-30'),
      isAccepted: fc.constantFrom(true, true, true, false),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});
const from = fc.constantFrom<Place[]>(['free'], ['quarantine'], ['free', 'quarantine'], ['quarantine', 'free']);
const step = fc.oneof(
  { weight: 3, arbitrary: receipt },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('reserve' as const), lines, quantity, days: fc.tuple(day, day) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), lines }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('take over' as const), line, from: line, quantity }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('stage' as const), lines }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('issue' as const), line, quantity }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('return' as const), lines, quantity }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('scrap' as const), from, quantity }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('miss' as const), from, quantity }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('send back' as const), from, quantity }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('find' as const), quantity }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ship' as const), quantity }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('arrive' as const), goesBack: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Of<Kind extends Step['do']> = Extract<Step, { do: Kind }>;

/** What a step moved, as the model has it; and as the ledger says when it has answered. */
interface Outcome {
  readonly now: Step;
  readonly moves: number;
  readonly expected: unknown;
  readonly seen: Promise<unknown>;
}

/** What left for a sister store: as the model has it, and as the ledger told that store. */
interface Shipment {
  readonly moves: readonly CostedMove[];
  readonly told: Promise<LeftLot[]>;
}

/** Makes each step in the ledger and in memory. Steps are sent without waiting: the ledger answers them in their order. */
class Ledger {
  private readonly model = new LotsInMemory();
  private readonly lineIds = Array.from({ length: LINES }, () => uuidv7());
  private readonly note = { documentId: uuidv7(), at: AT };
  private readonly inTransit: Shipment[] = [];

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
      case 'scrap':
        return { now, ...this.leave(now, 'scrapped', 'scrapped').outcome };
      case 'miss':
        return { now, ...this.leave(now, 'counted', 'missing').outcome };
      case 'send back':
        return { now, ...this.leave(now, 'sent-back', 'sentBack').outcome };
      case 'find':
        return { now, ...this.find(now) };
      case 'ship':
        return { now, ...this.ship(now) };
      case 'arrive':
        return { now, ...this.arrive(now) };
    }
  }

  private receive({ lots }: Of<'receive'>) {
    const received = lots.map(({ quantity: received, ...lot }) => ({ ...lot, id: uuidv7(), received }));
    for (const lot of received) this.model.receive(lot);
    const seen = receiveLots(
      this.tx,
      received.map((lot) => this.lotOf(lot)),
      this.note,
    );
    return { moves: lots.length, expected: undefined, seen };
  }

  private lotOf({ isAccepted, received, id, unitCostFen, expiresOn }: NewLot): Lot {
    const given = { unitCostFen, expiresOn, certificate: null, receivedAt: AT };
    const facts = { ...given, id, deliveryId: this.part.deliveryId };
    const result = isAccepted ? ('accepted' as const) : ('rejected' as const);
    const part = { ...this.part, storeId: 'SH001', origin: 'genuine' as const };
    return Lot.receive(part, { ...facts, result, quantityThousandths: received });
  }

  /** The first lines are needed on one day, the others on another. */
  private reserve({ lines, quantity, days }: Of<'reserve'>) {
    const wanted = lines.map((line, index) => ({ line, neededOn: days[index < LINES / 2 ? 0 : 1] }));
    const kept = wanted.map(({ line, neededOn }) => this.model.keep(line, quantity, neededOn));
    const demands = wanted.map(({ line, neededOn }) => ({
      ...{ partId: this.part.id, lineId: this.idOf(line), quantityThousandths: quantity, actorId: 'test', neededOn },
      ...this.note,
    }));
    const seen = reserveFifo(this.tx, demands).then((found) => lines.map((line) => found.get(this.idOf(line)) ?? 0));
    return { moves: lines.length, expected: kept, seen };
  }

  private release({ lines }: Of<'release'>) {
    for (const line of lines) this.model.release(line);
    const seen = releaseKept(this.tx, { lineIds: lines.map((line) => this.idOf(line)), kind: 'released' }, this.note);
    return { moves: lines.length, expected: undefined, seen };
  }

  private takeOver({ line, from, quantity }: Of<'take over'>) {
    if (line === from) return this.stage({ do: 'stage', lines: [line] });
    const sides = { fromLineId: this.idOf(from), toLineId: this.idOf(line), mostThousandths: quantity };
    const expected = this.model.takeOver(from, line, quantity);
    return { moves: 1, expected, seen: takeOverKept(this.tx, sides, this.note) };
  }

  private stage({ lines }: Of<'stage'>) {
    for (const line of lines) this.model.stage(line);
    const ids = lines.map((line) => this.idOf(line));
    return { moves: lines.length, expected: undefined, seen: stageKept(this.tx, ids, this.note) };
  }

  private issue({ line, quantity }: Of<'issue'>) {
    const expected = this.model.issue(line, quantity);
    const seen = issueKept(this.tx, { lineId: this.idOf(line), quantityThousandths: quantity }, this.note);
    return { moves: 1, expected, seen: seen.then((lots) => lots.map(costed)) };
  }

  private giveBack({ lines, quantity }: Of<'return'>) {
    const back = lines.flatMap((line) =>
      this.model.giveBack(line, quantity).map((move) => ({ ...move, lineId: this.idOf(line) })),
    );
    return {
      moves: back.length,
      expected: undefined,
      seen: returnLots(this.tx, this.note.documentId, back, this.note),
    };
  }

  /** What leaves for no line. */
  private leave({ from, quantity }: { from: readonly Place[]; quantity: number }, kind: LeavingKind, to: Gone) {
    const moves = this.model.takeOut(quantity, from, to);
    const told = takeOut(this.tx, { partId: this.part.id, from, kind, mostThousandths: quantity }, this.note);
    const outcome = { moves: moves.length, expected: moves, seen: told.then((lots) => lots.map(costed)) };
    return { moves, told, outcome };
  }

  /** Back into the lots from which it was counted away; what was never missed is a new lot at the cost of the newest. */
  private find({ quantity }: Of<'find'>) {
    const { newest } = this.model;
    const back = this.model.find(quantity);
    const more = newest ? quantity - quantityOf(back) : 0;
    const added = { id: uuidv7(), isAccepted: true, received: more };
    if (newest && more > 0) this.model.receive({ ...newest, ...added });
    const seen = Promise.all([
      bringBackCounted(this.tx, { partId: this.part.id, mostThousandths: quantity }, this.note),
      newestLotOf(this.tx, this.part.id),
    ]).then(async ([found, like]) => {
      if (like && more > 0) await receiveLots(this.tx, [this.lotOf({ ...like, ...added })], this.note);
      return found.map(costed);
    });
    return { moves: back.length + Number(more > 0), expected: back, seen };
  }

  private ship({ quantity }: Of<'ship'>) {
    const { moves, told, outcome } = this.leave({ from: ['free'], quantity }, 'moved-out', 'movedOut');
    this.inTransit.push({ moves, told });
    return outcome;
  }

  /** What was shipped first comes back to its own lots, or is received, as lots of its own at the cost that the ledger told. */
  private arrive({ goesBack }: Of<'arrive'>) {
    const { moves, told } = this.inTransit.shift() ?? { moves: [], told: Promise.resolve([]) };
    const ids = moves.map(() => uuidv7());
    if (goesBack) this.model.comeBack(moves);
    else this.model.arrive(moves, ids);
    const asLots = (left: readonly LeftLot[]) =>
      left.map(({ quantityThousandths: received, ...lot }, index) =>
        this.lotOf({ ...lot, id: ids[index] ?? '', isAccepted: true, received }),
      );
    const seen = told.then((left) =>
      goesBack ? returnMovedOut(this.tx, left, this.note) : receiveLots(this.tx, asLots(left), this.note),
    );
    return { moves: moves.length, expected: undefined, seen };
  }

  private idOf(line: number): string {
    return this.lineIds[line] ?? '';
  }

  /** Lots and what lines keep, as rows. */
  get rows(): unknown {
    return this.model.rows(this.lineIds);
  }
}

const costed = ({ lotId, quantityThousandths, unitCostFen }: AdjustedLot): CostedMove => ({
  ...{ lotId, quantityThousandths, costFen: quantityChargeFen(quantityThousandths, unitCostFen) },
});

/** More than one statement: others would overtake the later ones. */
const IN_STEPS: readonly Step['do'][] = ['receive', 'scrap', 'miss', 'send back', 'find', 'arrive'];

const LOTS = `
  SELECT id, received_thousandths::int AS received, available_thousandths::int AS free, quarantined_thousandths::int AS quarantined,
         reserved_thousandths::int AS "inBin", staged_thousandths::int AS "onShelf", issued_thousandths::int AS issued,
         scrapped_thousandths::int AS scrapped, moved_out_thousandths::int AS "movedOut",
         sent_back_thousandths::int AS "sentBack"
  FROM lot WHERE part_id = $1 ORDER BY id`;

const KEPT = `
  SELECT line_id AS "lineId", lot_id AS id, kept.reserved_thousandths::int AS "inBin", kept.staged_thousandths::int AS "onShelf"
  FROM kept JOIN lot ON lot.id = lot_id
  WHERE part_id = $1 AND kept.reserved_thousandths + kept.staged_thousandths > 0 ORDER BY line_id, lot_id`;

/** P2: lots that are not the fold of their movements. */
const UNEXPLAINED = `
  SELECT lot.id FROM lot LEFT JOIN movement ON lot_id = lot.id WHERE part_id = $1
  GROUP BY lot.id HAVING
    (received_thousandths, available_thousandths, quarantined_thousandths, issued_thousandths, scrapped_thousandths, moved_out_thousandths,
     sent_back_thousandths)
    IS DISTINCT FROM
    (sum(received_delta), sum(available_delta), sum(quarantined_delta), sum(issued_delta), sum(scrapped_delta), sum(moved_out_delta),
     sum(sent_back_delta))`;

describe('the ledger', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  async function aBook(): Promise<{ id: string; partNumber: string; deliveryId: string }> {
    const { partNumber: other } = await counter.listPart();
    const { id: deliveryId } = await counter.receive({ partNumber: other, quantityThousandths: 1 });
    const { id, partNumber } = await counter.listPart();
    return { id, partNumber, deliveryId };
  }

  it(`gives what a list of lots in memory gives, to the fen, whatever moves in whatever order (P1 to P5; seed ${SEED})`, async () => {
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
      { numRuns: BOOKS, seed: SEED },
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
    if (IN_STEPS.includes(now.do)) await outcome.seen;
    outcomes.push(outcome);
  }
  for (const { now, expected, seen } of outcomes) expect({ now, moved: await seen }).toEqual({ now, moved: expected });
  const [lots, kept] = await Promise.all([tx.query(LOTS, [part.id]), tx.query(KEPT, [part.id])]);
  expect({ lots, kept }).toEqual(ledger.rows);
  expect(await tx.query(UNEXPLAINED, [part.id])).toEqual([]);
  return outcomes.reduce((moves, outcome) => moves + outcome.moves, 0);
}
