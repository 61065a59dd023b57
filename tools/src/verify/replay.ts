/** A change of a lot's free stock, as the ledger has it. */
export interface LedgerEntry {
  readonly seq: string;
  readonly partId: string;
  readonly lotId: string;
  /** Place of the lot in the order in which the lots of its part have to leave: 1 is first (PRT-3). */
  readonly place: number;
  /** Last day of the lot. */
  readonly expiresOn: string | null;
  /** The day of the visit that it moves for: a lot that ends before is not for it. */
  readonly neededOn: string | null;
  readonly kind: string;
  readonly availableDelta: number;
}

/** These may take of any lot. */
const ANY_LOT = ['taken-over', 'scrapped', 'sent-back', 'quarantined'];

type Lot = Pick<LedgerEntry, 'place' | 'expiresOn'> & { readonly free: number };

export interface RobbedLot {
  readonly seq: string;
  readonly lot: string;
  /** A lot that had free stock and should have left before. */
  readonly older: string;
}

/**
 * Replays the ledger of movements and finds where free stock left a lot while an older one of the same part, good on the day, had some (P3).
 * What an order takes over from its own booking is no free stock, though it passes through it; what is scrapped, sent back or under
 * suspicion is the lot that is meant.
 * @param entries in the ledger's order
 */
export function robbedLots(entries: readonly LedgerEntry[]): RobbedLot[] {
  const freeByPart = new Map<string, Map<string, Lot>>();
  return entries.flatMap(({ seq, partId, lotId, place, expiresOn, neededOn, kind, availableDelta }) => {
    const lots = freeByPart.get(partId) ?? new Map<string, Lot>();
    freeByPart.set(partId, lots);
    const isTaken = availableDelta < 0 && !ANY_LOT.includes(kind);
    const isGood = (lot: Lot) => lot.expiresOn === null || neededOn === null || lot.expiresOn >= neededOn;
    const older = isTaken && [...lots].find(([, lot]) => lot.place < place && lot.free > 0 && isGood(lot));
    lots.set(lotId, { place, expiresOn, free: (lots.get(lotId)?.free ?? 0) + availableDelta });
    return older ? [{ seq, lot: lotId, older: older[0] }] : [];
  });
}

/** A step from status to status; the first comes from nowhere. */
export interface Step {
  readonly id: string;
  readonly from: string | null;
  readonly to: string;
}

export interface HistoryOwner {
  readonly id: string;
  readonly status: string;
}

/** Where one may go from each status; null is the beginning. */
export type StatusGraph = ReadonlyMap<string | null, readonly string[]>;

/** Those whose steps are not one path through the graph that ends in the status that they have (A5). */
export function brokenHistories(
  owners: readonly HistoryOwner[],
  steps: readonly Step[],
  graph: StatusGraph,
): HistoryOwner[] {
  const stepsById = new Map<string, Step[]>();
  for (const step of steps) stepsById.set(step.id, [...(stepsById.get(step.id) ?? []), step]);
  return owners.filter(({ id, status }) => endOf(stepsById.get(id) ?? [], graph) !== status);
}

/**
 * The status in which the steps end; undefined when they are no path. In whatever order they come: all are allowed, each hangs together
 * with the beginning, and every status is left as often as it was entered, save the last.
 */
function endOf(steps: readonly Step[], graph: StatusGraph): string | null | undefined {
  const entered = new Map<string | null, number>([[null, 1]]);
  const count = (status: string | null, change: number) => entered.set(status, (entered.get(status) ?? 0) + change);
  for (const { from, to } of steps) {
    if (!graph.get(from)?.includes(to) || !isReached(from, steps)) return undefined;
    count(from, -1);
    count(to, 1);
  }
  const open = [...entered].filter(([, times]) => times !== 0);
  return open.length === 1 && open[0]?.[1] === 1 ? open[0][0] : undefined;
}

/** Whether the steps lead from the beginning to that status. */
function isReached(status: string | null, steps: readonly Step[]): boolean {
  const reached = new Set<string | null>([null]);
  for (const known of reached) for (const { from, to } of steps) if (from === known) reached.add(to);
  return reached.has(status);
}
