import {
  BAY_KINDS,
  type BayKind,
  Code,
  Day,
  Fen,
  Instant,
  Integer,
  ListOf,
  OneOf,
  SKILLS,
  type Skill,
  Text,
  TextList,
  Uuid,
} from '@pitlane/contracts';
import { Transform } from 'class-transformer';
import { MEANWHILE_WISHES, type MeanwhileWish } from '../appointments/meanwhile.js';
import { timeTold } from './day.js';
import { SHORTAGE_REASONS, type Shortage, type ShortageReason } from './need.js';
import type { Found } from './search.js';

export class FreeSlotsQuery {
  /** `MNT-001,BRK-012` */
  @Text(1300, { pattern: /^[A-Za-z0-9._:/-]{1,64}(,[A-Za-z0-9._:/-]{1,64}){0,19}$/ }) operationCodes!: string;
  /** All starts of one local day; instead of `from` and `to`. */
  @Day({ optional: true }) day?: string;
  /** The earliest starts from this local day on, today unless said otherwise. */
  @Day({ optional: true }) from?: string;
  /** Last local day of the search, 89 days after the first unless said otherwise. */
  @Day({ optional: true }) to?: string;
  /** How many starts are enough; 5 unless said otherwise, of a single `day` all. */
  @Transform(({ value }: { value: unknown }) => (/^\d{1,3}$/.test(String(value)) ? Number(value) : value))
  @Integer({ min: 1, max: 100, optional: true })
  earliest?: number;
  /** A car that must be free, too. */
  @Uuid({ optional: true }) vehicleId?: string;
  /** Who must be free to receive the customer (APT-7). */
  @Code({ optional: true }) advisorId?: string;
  /** What the customer does meanwhile: unless they leave the car, it must be ready the same day. */
  @OneOf(MEANWHILE_WISHES, { optional: true }) meanwhile?: MeanwhileWish;
}

export class FreeStartView {
  @Instant() startsAt!: string;
  /** On a later day when the car stays overnight. */
  @Instant() endsAt!: string;
}

/** What stands against starts of a search. */
export class ShortageView {
  @OneOf(SHORTAGE_REASONS) reason!: ShortageReason;
  /** Of which no bay is free. */
  @OneOf(BAY_KINDS, { optional: true }) bayKind?: BayKind;
  /** For which no technician is free. */
  @TextList({ values: SKILLS, optional: true }) skills?: readonly Skill[];
  /** How many it stands against. */
  @Integer({ min: 1 }) starts!: number;
}

export class FreeSlotsView {
  /** First local day of the search. */
  @Day() from!: string;
  @Day() to!: string;
  /** The day that was asked for, of a search for one. */
  @Day({ optional: true }) day?: string;
  @Integer({ min: 1 }) durationMinutes!: number;
  @Fen() lowFen!: number;
  @Fen() highFen!: number;
  @ListOf(() => FreeStartView, { max: 300 }) starts!: FreeStartView[];
  /** Why there is no start, the most frequent reason first; empty when there is one. */
  @ListOf(() => ShortageView) shortages!: ShortageView[];
  /** Days without any start, for the store is closed on them; 0 when a start was found. */
  @Integer() closedDays!: number;

  static of({ from, to, day, estimate, stays, shortages, closedDays }: Found): FreeSlotsView {
    const { durationMinutes, lowFen, highFen } = estimate;
    return {
      ...{ from, to, ...(day !== undefined && { day }), durationMinutes, lowFen, highFen, closedDays },
      starts: stays.map(timeTold),
      shortages: counted(shortages),
    };
  }
}

function counted(shortages: readonly Shortage[]): ShortageView[] {
  const byKind = new Map<string, ShortageView>();
  for (const shortage of shortages) {
    const kind = JSON.stringify(shortage);
    const view = byKind.get(kind) ?? { ...shortage, starts: 0 };
    byKind.set(kind, { ...view, starts: view.starts + 1 });
  }
  return [...byKind.values()].sort((a, b) => b.starts - a.starts);
}
