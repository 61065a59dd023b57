import { randomUUID } from 'node:crypto';
import { PartLinesDropped } from '@pitlane/contracts';
import { quantityChargeFen } from '@pitlane/kernel';
import { startService, type TestService } from '@pitlane/testing';
import fc from 'fast-check';
import { PartsModule } from '../app.module.js';
import type { PartView } from '../catalogue/part.dto.js';
import type { ReturnView } from '../issues/issue.dto.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter, ROBBED_OLDER_LOTS, softBeyond } from './testing.js';

// A plain model of one part's stock, as a storeman with a notebook would keep it.

interface ModelLot {
  readonly expiresOn: string | null;
  readonly unitCostFen: number;
  free: number;
}
type Taken = Map<ModelLot, number>;

interface ModelLine {
  readonly purpose: 'appointment' | 'repair-order';
  readonly purposeId: string;
  readonly lineId: string;
  readonly approved: number;
  kept: Taken;
  drawn: number;
  open: boolean;
  /** The day of its visit. */
  readonly neededOn?: string;
  /** Wanted for a visit far ahead: takes nothing yet. */
  isSoft: boolean;
}

interface ModelIssue {
  readonly id: string;
  readonly line: ModelLine;
  readonly lots: Taken;
}

const total = (taken: Taken): number => [...taken.values()].reduce((sum, quantity) => sum + quantity, 0);

class Notebook {
  private readonly lots: ModelLot[] = [];
  readonly lines: ModelLine[] = [];
  readonly issues: ModelIssue[] = [];

  /** Oldest first, what expires before the rest. */
  private get fifo(): ModelLot[] {
    return [...this.lots].sort((a, b) => (a.expiresOn ?? '9999').localeCompare(b.expiresOn ?? '9999'));
  }

  get free(): number {
    return this.lots.reduce((sum, { free }) => sum + free, 0);
  }

  get softlyWanted(): number {
    const soft = this.lines.filter(({ open, isSoft }) => open && isSoft);
    return soft.reduce((sum, { approved }) => sum + approved, 0);
  }

  get kept(): number {
    return this.lines.reduce((sum, { kept }) => sum + total(kept), 0);
  }

  receive(lot: ModelLot): void {
    this.lots.push(lot);
    this.fillAll();
  }

  open(line: ModelLine, over?: ModelLine): void {
    this.lines.push(line);
    if (over) {
      line.kept = this.take(over.kept, line.approved);
      this.close(over);
    }
    if (!line.isSoft) this.fill(line, line.approved - total(line.kept));
    if (over) this.fillAll();
  }

  harden(line: ModelLine): void {
    line.isSoft = false;
    this.fill(line, line.approved);
  }

  private fillAll(): void {
    for (const line of this.lines.filter(({ open, isSoft }) => open && !isSoft))
      this.fill(line, line.approved - line.drawn - total(line.kept));
  }

  private fill(line: ModelLine, wanted: number): void {
    let missing = wanted;
    const { neededOn = '' } = line;
    for (const lot of this.fifo.filter(({ expiresOn }) => (expiresOn ?? '9999') >= neededOn)) {
      const quantity = Math.min(missing, lot.free);
      if (quantity <= 0) continue;
      lot.free -= quantity;
      missing -= quantity;
      line.kept.set(lot, (line.kept.get(lot) ?? 0) + quantity);
    }
  }

  /** Moves up to `most` out of what is kept, oldest first. */
  private take(kept: Taken, most: number): Taken {
    const taken: Taken = new Map();
    for (const lot of this.fifo) {
      const quantity = Math.min(most - total(taken), kept.get(lot) ?? 0);
      if (quantity <= 0) continue;
      taken.set(lot, quantity);
      kept.set(lot, (kept.get(lot) ?? 0) - quantity);
    }
    return taken;
  }

  close(line: ModelLine): void {
    for (const [lot, quantity] of line.kept) lot.free += quantity;
    line.kept = new Map();
    line.open = false;
  }

  end(line: ModelLine): void {
    this.close(line);
    this.fillAll();
  }

  /** @returns its cost in fen, or nothing when it must be refused */
  issue(line: ModelLine, quantity: number, id: string): number | undefined {
    const missing = quantity - total(line.kept);
    if (!line.open || quantity > line.approved - line.drawn || missing > this.free) return undefined;
    if (missing > 0) this.fill(line, missing);
    const lots = this.take(line.kept, quantity);
    line.drawn += quantity;
    this.issues.push({ id, line, lots });
    return costOf(lots);
  }

  giveBack({ line, lots }: ModelIssue, quantity: number): number | undefined {
    if (quantity > total(lots)) return undefined;
    const before = costOf(lots);
    let left = quantity;
    for (const lot of this.fifo.reverse()) {
      const back = Math.min(left, lots.get(lot) ?? 0);
      lots.set(lot, (lots.get(lot) ?? 0) - back);
      lot.free += back;
      left -= back;
    }
    line.drawn -= quantity;
    this.end(line);
    return before - costOf(lots);
  }
}

const costOf = (lots: Taken): number =>
  [...lots].reduce((sum, [lot, quantity]) => sum + quantityChargeFen(quantity, lot.unitCostFen), 0);

const quantity = fc.integer({ min: 1, max: 5000 });
const which = fc.nat({ max: 30 });
const step = fc.oneof(
  fc.record({
    do: fc.constant('receive' as const),
    quantity: fc.integer({ min: 1, max: 9000 }),
    unitCostFen: fc.integer({ min: 0, max: 99_999 }),
    expiresOn: fc.constantFrom(null, null, '2027-01-31', '2027-06-30'),
  }),
  fc.record({
    ...{ do: fc.constant('book' as const), quantity },
    visitOn: fc.constantFrom('2026-11-22', '2026-11-22', '2027-01-31', '2027-02-01'),
  }),
  fc.record({ do: fc.constant('harden' as const), which }),
  fc.record({ do: fc.constant('cancel' as const), which }),
  fc.record({ do: fc.constant('authorize' as const), quantity, over: fc.option(which) }),
  fc.record({ do: fc.constant('stage' as const), which }),
  fc.record({ do: fc.constant('issue' as const), which, quantity }),
  fc.record({ do: fc.constant('give back' as const), which, quantity }),
  fc.record({ do: fc.constant('drop' as const), which }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Of<Kind extends Step['do']> = Extract<Step, { do: Kind }>;

/** Does each step with the service and in the notebook, and compares what it costs or whether it is refused. */
class Storeman {
  private readonly book = new Notebook();

  constructor(
    private readonly parts: TestService,
    private readonly counter: PartsCounter,
    private readonly part: PartView,
  ) {}

  play(now: Step): Promise<void> {
    switch (now.do) {
      case 'receive':
        return this.receive(now);
      case 'book':
        return this.bookVisit(now);
      case 'harden':
        return this.harden(now);
      case 'cancel':
        return this.cancel(now);
      case 'authorize':
        return this.authorize(now);
      case 'stage':
        return this.stage(now);
      case 'issue':
        return this.issue(now);
      case 'give back':
        return this.giveBack(now);
      case 'drop':
        return this.drop(now);
    }
  }

  private get orders(): ModelLine[] {
    return this.book.lines.filter(({ purpose }) => purpose === 'repair-order');
  }

  private get bookings(): ModelLine[] {
    return this.book.lines.filter(({ purpose, open }) => purpose === 'appointment' && open);
  }

  private async receive({ quantity, unitCostFen, expiresOn }: Of<'receive'>): Promise<void> {
    const lot = { ...this.wanted(quantity), unitCostFen, ...(expiresOn && { expiresOn }) };
    await this.counter.receive(lot);
    this.book.receive({ expiresOn, unitCostFen, free: quantity });
  }

  private async bookVisit({ quantity, visitOn: neededOn }: Of<'book'>): Promise<void> {
    const line = { ...newLine('appointment', quantity), neededOn, isSoft: neededOn > '2026-11-28' };
    await this.counter.book([this.wanted(quantity)], line.purposeId, `${neededOn}T01:00:00Z`);
    this.book.open(line);
  }

  private async harden({ which }: Of<'harden'>): Promise<void> {
    const line = pick(this.bookings, which);
    if (!line) return;
    const { id } = await this.counter.reservationOf(line.purposeId);
    const { status } = await this.parts.as('parts-clerk').post(`/v1/reservations/${id}/harden`, {});
    expect(status).toBe(line.isSoft ? 200 : 409);
    if (line.isSoft) this.book.harden(line);
  }

  private async cancel({ which }: Of<'cancel'>): Promise<void> {
    const line = pick(this.bookings, which);
    if (!line) return;
    await this.counter.cancel(line.purposeId);
    this.book.end(line);
  }

  private async authorize({ quantity, over }: Of<'authorize'>): Promise<void> {
    const line = newLine('repair-order', quantity);
    const booking = over === null ? undefined : pick(this.bookings, over);
    const ids = { repairOrderId: line.purposeId, ...(booking && { appointmentId: booking.purposeId }) };
    await this.counter.authorize([{ ...this.wanted(quantity), lineId: line.lineId }], ids);
    this.book.open(line, booking);
  }

  private async stage({ which }: Of<'stage'>): Promise<void> {
    const line = pick([...this.orders, ...this.bookings], which);
    if (!line) return;
    const { id } = await this.counter.reservationOf(line.purposeId);
    const { status } = await this.parts.as('parts-clerk').post(`/v1/reservations/${id}/stage`, { shelf: 'R-1' });
    const whole = line.open && line.drawn < line.approved && total(line.kept) === line.approved - line.drawn;
    expect(status).toBe(whole ? 200 : 409);
  }

  private async issue({ which, quantity }: Of<'issue'>): Promise<void> {
    const line = pick(this.orders, which);
    if (!line) return;
    const { status, body } = await this.counter.issue(line.purposeId, line.lineId, quantity);
    const costFen = this.book.issue(line, quantity, body.id);
    expect(status === 201 ? body.lines[0]?.costFen : undefined).toBe(costFen);
  }

  private async giveBack({ which, quantity }: Of<'give back'>): Promise<void> {
    const issue = pick(this.book.issues, which);
    if (!issue) return;
    const lines = [{ lineId: issue.line.lineId, quantityThousandths: quantity }];
    const path = `/v1/issues/${issue.id}/returns`;
    const { status, body } = await this.parts.as('parts-clerk').post<ReturnView>(path, { lines, reason: 'unused' });
    const costFen = this.book.giveBack(issue, quantity);
    expect(status === 201 ? body.lines[0]?.costFen : undefined).toBe(costFen);
  }

  private async drop({ which }: Of<'drop'>): Promise<void> {
    const line = pick(this.orders, which);
    if (!line) return;
    const { purposeId: repairOrderId, lineId } = line;
    const dropped = PartLinesDropped.of({ repairOrderId, lineIds: [lineId], reason: 'no need' });
    await this.parts.deliver(dropped, { aggregateId: repairOrderId });
    this.book.end(line);
  }

  private wanted(quantityThousandths: number): { partNumber: string; quantityThousandths: number } {
    return { partNumber: this.part.partNumber, quantityThousandths };
  }

  /** The service's books hold what the notebook does. */
  async compare(): Promise<void> {
    const [level] = await this.parts.sql(LEVEL, [this.part.id]);
    expect(level).toEqual({ free: this.book.free, kept: this.book.kept });
    expect((await this.counter.stockOf(this.part)).softlyReservedThousandths).toBe(this.book.softlyWanted);
    const rows = await this.parts.sql(LINES, [this.orders.map(({ lineId }) => lineId)]);
    const expected = this.orders.map(({ lineId: id, kept, drawn }) => ({ id, kept: total(kept), drawn }));
    expect(rows).toHaveLength(expected.length);
    expect(rows).toEqual(expect.arrayContaining(expected));
  }
}

const pick = <T>(from: readonly T[], index: number): T | undefined => from[index % Math.max(1, from.length)];

const newLine = (purpose: ModelLine['purpose'], approved: number): ModelLine => ({
  ...{ purpose, purposeId: randomUUID(), lineId: randomUUID(), approved },
  ...{ kept: new Map(), drawn: 0, open: true, isSoft: false },
});

const LEVEL = `
  SELECT coalesce(sum(available_thousandths), 0)::int AS free,
         coalesce(sum(reserved_thousandths + staged_thousandths), 0)::int AS kept
  FROM lot WHERE part_id = $1`;

const LINES = `
  SELECT id, reserved_thousandths::int AS kept, issued_thousandths::int AS drawn
  FROM reservation_line WHERE id = ANY ($1)`;

/** P1, P2: lots that are not whole, or not the fold of their movements. */
const BROKEN_LOTS = `
  SELECT lot.id FROM lot JOIN (
    SELECT lot_id, sum(received_delta) AS received, sum(available_delta) AS available, sum(reserved_delta) AS reserved,
           sum(staged_delta) AS staged, sum(issued_delta) AS issued, sum(quarantined_delta) AS quarantined
    FROM movement GROUP BY lot_id) fold ON fold.lot_id = lot.id
  WHERE (received_thousandths, available_thousandths, reserved_thousandths, staged_thousandths, issued_thousandths,
         quarantined_thousandths)
    IS DISTINCT FROM (fold.received, fold.available, fold.reserved, fold.staged, fold.issued, fold.quarantined)
    OR received_thousandths <> available_thousandths + reserved_thousandths + staged_thousandths + issued_thousandths
      + quarantined_thousandths`;

/** P4, P5: lines whose kept or drawn quantity is not what the ledger says, or more than approved. */
const BROKEN_LINES = `
  SELECT line.id FROM reservation_line line LEFT JOIN (
    SELECT line_id, sum(reserved_delta + staged_delta) AS kept, sum(issued_delta) AS drawn
    FROM movement GROUP BY line_id) fold ON fold.line_id = line.id
  WHERE line.reserved_thousandths <> coalesce(fold.kept, 0) OR line.issued_thousandths <> coalesce(fold.drawn, 0)
    OR line.reserved_thousandths + line.issued_thousandths > line.requested_thousandths`;

describe('the books of a part', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  it('agree with a plain notebook, to the fen, whatever happens in whatever order (P1 to P5)', async () => {
    await softBeyond(parts, 7);
    const steps = fc.array(step, { minLength: 15, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(steps, async (day) => {
        const storeman = new Storeman(parts, counter, await counter.listPart());
        for (const now of day) {
          await storeman.play(now);
          await storeman.compare();
        }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 60_000 },
    );
    expect(await parts.sql(BROKEN_LOTS)).toEqual([]);
    expect(await parts.sql(BROKEN_LINES)).toEqual([]);
    expect(await parts.sql(ROBBED_OLDER_LOTS)).toEqual([]);
  }, 90_000);
});
