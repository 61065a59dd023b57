import { Injectable } from '@nestjs/common';
import { endOfDay, localTime } from '@pitlane/kernel';
import { actingStore, Stores, type Tx } from '@pitlane/platform';
import { MOST_ON_HAND_THOUSANDTHS } from '../catalogue/packs.js';
import { alertAt, Part } from '../catalogue/part.entity.js';
import { TooMuchStock } from '../catalogue/part.errors.js';
import { type LockedPart, lockParts } from './locked-parts.queries.js';
import { quarantineUnfit } from './quarantine.queries.js';
import { NO_STOCK, onHandThousandths, unpromisedThousandths } from './stock-level.js';
import { levelsOf } from './stock-levels.queries.js';

/** Parts by number, with their rows locked. */
export type LockedParts = ReadonlyMap<string, LockedPart>;

/** The way to a part's stock: its row is locked first, so that whoever moves stock sees what others left. */
@Injectable()
export class Stock {
  constructor(private readonly stores: Stores) {}

  /**
   * Moves stock of some parts, then raises or clears their alerts (PRT-6). No unfit stock is left free.
   * Numbers that the catalogue does not know are simply not among the locked parts.
   * @throws TooMuchStock when more came in than can be counted
   */
  async move<T>(
    tx: Tx,
    partNumbers: readonly string[],
    at: Date,
    work: (parts: LockedParts) => Promise<T>,
  ): Promise<T> {
    const locked = await lockParts(tx, actingStore(tx.scope), partNumbers);
    const parts = new Map(locked.map((part) => [part.partNumber, part]));
    const result = await work(parts);
    await this.setUnfitAside(tx, parts, at);
    await noteLevels(tx, [...parts.values()], at);
    return result;
  }

  /** Puts free stock past its last day, or under suspicion, into quarantine: called before it is given to anybody (PRT-2, PRT-8). */
  async setUnfitAside(tx: Tx, parts: LockedParts, at: Date): Promise<void> {
    const partIds = [...parts.values()].map(({ id }) => id);
    await quarantineUnfit(tx, { partIds, today: this.today(tx, at) }, at);
  }

  /** The calendar day of the store: a lot is good until its last day is over there. */
  today(tx: Tx, at: Date): string {
    return localTime(at, this.stores.get(actingStore(tx.scope)).zone).date;
  }

  /** When a calendar day of the store is over. */
  endOf(tx: Tx, day: string): Date {
    return endOfDay(day, this.stores.get(actingStore(tx.scope)).zone);
  }
}

/** Most moves cross no limit: only a part whose alert changes is read as a whole. */
async function noteLevels(tx: Tx, parts: readonly LockedPart[], at: Date): Promise<void> {
  const levels = await levelsOf(
    tx,
    parts.map(({ id }) => id),
  );
  for (const [index, part] of parts.entries()) {
    const level = levels[index] ?? NO_STOCK;
    if (onHandThousandths(level) > MOST_ON_HAND_THOUSANDTHS) throw new TooMuchStock(part.partNumber);
    if (alertAt(part, unpromisedThousandths(level)) === part.alert) continue;
    const whole = await tx.lock(Part, part.id);
    await tx.save(whole, whole.noteAvailable(unpromisedThousandths(level), at));
  }
}
