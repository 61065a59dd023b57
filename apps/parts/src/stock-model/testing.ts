import { quantityChargeFen } from '@pitlane/kernel';
import type { Place } from '../stock/leaving.queries.js';

export const LINES = 16;

/** A lot of the part, and where its quantity is. Thousandths. */
export interface ModelLot {
  readonly id: string;
  readonly expiresOn: string | null;
  readonly unitCostFen: number;
  readonly isAccepted: boolean;
  readonly received: number;
  free: number;
  quarantined: number;
  /** What was scrapped, and what was counted away and not found again. */
  scrapped: number;
  /** The second of them. */
  missing: number;
  movedOut: number;
  sentBack: number;
  /** By line. */
  readonly inBin: number[];
  readonly onShelf: number[];
  readonly issued: number[];
}

export type NewLot = Pick<ModelLot, 'id' | 'expiresOn' | 'unitCostFen' | 'isAccepted' | 'received'>;

/** A quantity of a lot that moved, with what it cost. */
export interface CostedMove {
  readonly lotId: string;
  readonly quantityThousandths: number;
  readonly costFen: number;
}

/** Where what leaves for no line goes. */
export type Gone = 'scrapped' | 'missing' | 'movedOut' | 'sentBack';

interface Kept {
  readonly lot: ModelLot;
  readonly fromBin: number;
  readonly fromShelf: number;
}

const PLACE = { free: 'free', quarantine: 'quarantined' } as const;

const perLine = (): number[] => Array.from({ length: LINES }, () => 0);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const at = (numbers: readonly number[], index: number): number => numbers[index] ?? 0;

const moved = ({ id, unitCostFen }: ModelLot, quantityThousandths: number): CostedMove => ({
  ...{ lotId: id, quantityThousandths, costFen: quantityChargeFen(quantityThousandths, unitCostFen) },
});

export const quantityOf = (moves: readonly CostedMove[]): number =>
  sum(moves.map(({ quantityThousandths }) => quantityThousandths));

/** The stock of one part as a list of lots in memory: what the ledger must give, told without a database. */
export class LotsInMemory {
  /** As they came. */
  private readonly lots: ModelLot[] = [];

  receive(lot: NewLot): void {
    const gone = { scrapped: 0, missing: 0, movedOut: 0, sentBack: 0 };
    const kept = { inBin: perLine(), onShelf: perLine(), issued: perLine() };
    const [free, quarantined] = lot.isAccepted ? [lot.received, 0] : [0, lot.received];
    this.lots.push({ ...lot, ...gone, ...kept, free, quarantined });
  }

  /** Oldest lots first, of those that are good on that day. @returns how much there was */
  keep(line: number, quantity: number, neededOn: string | null): number {
    let wanted = quantity;
    const good = this.fifo.filter(({ expiresOn }) => (expiresOn ?? '9999') >= (neededOn ?? ''));
    for (const lot of good) {
      const taken = Math.min(wanted, lot.free);
      lot.free -= taken;
      lot.inBin[line] = at(lot.inBin, line) + taken;
      wanted -= taken;
    }
    return quantity - wanted;
  }

  release(line: number): void {
    for (const lot of this.lots) {
      lot.free += at(lot.inBin, line) + at(lot.onShelf, line);
      lot.inBin[line] = 0;
      lot.onShelf[line] = 0;
    }
  }

  stage(line: number): void {
    for (const lot of this.lots) {
      lot.onShelf[line] = at(lot.onShelf, line) + at(lot.inBin, line);
      lot.inBin[line] = 0;
    }
  }

  /** @returns what one line had for the other */
  takeOver(from: number, line: number, most: number): number {
    const kept = this.leave(from, most);
    for (const { lot, fromBin, fromShelf } of kept) {
      lot.inBin[line] = at(lot.inBin, line) + fromBin;
      lot.onShelf[line] = at(lot.onShelf, line) + fromShelf;
    }
    return sum(kept.map(({ fromBin, fromShelf }) => fromBin + fromShelf));
  }

  issue(line: number, most: number): CostedMove[] {
    return this.leave(line, most).map(({ lot, fromBin, fromShelf }) => {
      lot.issued[line] = at(lot.issued, line) + fromBin + fromShelf;
      return moved(lot, fromBin + fromShelf);
    });
  }

  /** Of the first lot of which the line got something. */
  giveBack(line: number, most: number): CostedMove[] {
    const lot = this.lots.find(({ issued }) => at(issued, line) > 0);
    if (!lot) return [];
    const back = Math.min(most, at(lot.issued, line));
    lot.issued[line] = at(lot.issued, line) - back;
    lot.free += back;
    return [moved(lot, back)];
  }

  /** What leaves for no line: from one place after the other, the oldest lots first. */
  takeOut(most: number, from: readonly Place[], to: Gone): CostedMove[] {
    let wanted = most;
    const taken: CostedMove[] = [];
    for (const place of from.map((name) => PLACE[name])) {
      for (const lot of this.fifo) {
        const quantity = Math.min(wanted, lot[place]);
        if (quantity === 0) continue;
        lot[place] -= quantity;
        lot[to] += quantity;
        if (to === 'missing') lot.scrapped += quantity;
        wanted -= quantity;
        taken.push(moved(lot, quantity));
      }
    }
    return taken;
  }

  /** What was counted away is found again: in the newest lots first. */
  find(most: number): CostedMove[] {
    let wanted = most;
    const found: CostedMove[] = [];
    for (const lot of [...this.lots].reverse().filter(({ isAccepted }) => isAccepted)) {
      const quantity = Math.min(wanted, lot.missing);
      if (quantity === 0) continue;
      Object.assign(lot, { missing: lot.missing - quantity, scrapped: lot.scrapped - quantity });
      lot.free += quantity;
      wanted -= quantity;
      found.push(moved(lot, quantity));
    }
    return found;
  }

  /** Its cost is that of what is found without ever having been missed. */
  get newest(): Pick<ModelLot, 'unitCostFen' | 'expiresOn'> | undefined {
    const lot = this.lots.filter(({ isAccepted }) => isAccepted).at(-1);
    return lot && { unitCostFen: lot.unitCostFen, expiresOn: lot.expiresOn };
  }

  /** What moved out comes back, into its own lots. */
  comeBack(moves: readonly CostedMove[]): void {
    for (const { lotId, quantityThousandths } of moves) {
      const lot = this.lotOf(lotId);
      lot.movedOut -= quantityThousandths;
      lot.free += quantityThousandths;
    }
  }

  /** What moved out is received, as lots of its own like those that it left. */
  arrive(moves: readonly CostedMove[], ids: readonly string[]): void {
    for (const [index, { lotId, quantityThousandths: received }] of moves.entries()) {
      const { unitCostFen, expiresOn } = this.lotOf(lotId);
      this.receive({ id: ids[index] ?? '', unitCostFen, expiresOn, isAccepted: true, received });
    }
  }

  private lotOf(lotId: string): ModelLot {
    const lot = this.lots.find(({ id }) => id === lotId);
    if (!lot) throw new Error(`There is no lot ${lotId}.`);
    return lot;
  }

  private get fifo(): ModelLot[] {
    return [...this.lots].sort((a, b) => (a.expiresOn ?? '9999').localeCompare(b.expiresOn ?? '9999'));
  }

  /** Takes up to a quantity of what a line keeps, oldest first, of each lot from the shelf first. */
  private leave(line: number, most: number): Kept[] {
    let wanted = most;
    const leaving = this.fifo.map((lot): Kept => {
      const fromShelf = Math.min(wanted, at(lot.onShelf, line));
      const fromBin = Math.min(wanted - fromShelf, at(lot.inBin, line));
      lot.onShelf[line] = at(lot.onShelf, line) - fromShelf;
      lot.inBin[line] = at(lot.inBin, line) - fromBin;
      wanted -= fromShelf + fromBin;
      return { lot, fromBin, fromShelf };
    });
    return leaving.filter(({ fromBin, fromShelf }) => fromBin + fromShelf > 0);
  }

  /** Lots and what lines keep of them, as rows. */
  rows(lineIds: readonly string[]): { lots: object[]; kept: object[] } {
    const lots = this.lots.map(({ id, received, free, quarantined, scrapped, movedOut, sentBack, ...kept }) => ({
      ...{ id, received, free, quarantined, scrapped, movedOut, sentBack },
      ...{ inBin: sum(kept.inBin), onShelf: sum(kept.onShelf), issued: sum(kept.issued) },
    }));
    const kept = this.lots.flatMap(({ id, inBin, onShelf }) =>
      lineIds.map((lineId, line) => ({ lineId, id, inBin: at(inBin, line), onShelf: at(onShelf, line) })),
    );
    return { lots, kept: kept.filter(({ inBin, onShelf }) => inBin + onShelf > 0).sort(byLine) };
  }
}

const byLine = (a: { lineId: string; id: string }, b: { lineId: string; id: string }): number =>
  a.lineId.localeCompare(b.lineId) || a.id.localeCompare(b.id);
