import { readFileSync } from 'node:fs';
import { localTime, NotFound } from '@pitlane/kernel';
import { z } from 'zod';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const day = z.iso.date();

const store = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
  groupId: z.string().min(1),
  name: z.string().min(1),
  zone: z.string().default('Asia/Shanghai'),
  brand: z.string().min(1),
  openingHours: z
    .array(z.object({ weekdays: z.array(z.number().int().min(1).max(7)), opens: time, closes: time }))
    .min(1),
  closures: z.array(day).default([]),
  bookableSharePercent: z.number().int().min(1).max(100).default(60),
  slotMinutes: z.number().int().min(5).max(60).default(15),
  /** Values of a requisition in fen, above which the service manager, and above which two people, must agree (PRT-7). */
  purchaseLimits: z
    .object({ managerAboveFen: z.number().int().min(0), twoPeopleAboveFen: z.number().int().min(0) })
    .optional(),
  /** How long a courtesy car stays kept after a visit should be over (APT-15). */
  courtesyCarMarginMinutes: z.number().int().min(0).max(1_440).optional(),
  advisors: z.array(z.object({ id: z.string().min(1), name: z.string().min(1) })).min(1),
});
const file = z.object({ stores: z.array(store).min(1) });

export type Store = z.infer<typeof store>;

/** The stores of the group, from a validated file that each service mounts. */
export class Stores {
  private readonly byId: ReadonlyMap<string, Store>;

  constructor(stores: readonly Store[]) {
    this.byId = new Map(stores.map((entry) => [entry.id, entry]));
    if (this.byId.size !== stores.length) throw new Error('The stores file names a store twice.');
  }

  /** @throws Error that names what is wrong in the file */
  static fromFile(path: string): Stores {
    const parsed = file.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
      throw new Error(`The stores file ${path} is wrong: ${problems.join('; ')}`);
    }
    return new Stores(parsed.data.stores);
  }

  all(): Store[] {
    return [...this.byId.values()];
  }

  /** @throws NotFound */
  get(id: string): Store {
    const found = this.byId.get(id);
    if (!found) throw new NotFound('store', id);
    return found;
  }
}

/** When a store opens and closes on a local day; undefined when it is closed all day. */
export function openingHours(of: Store, date: string): { opens: string; closes: string } | undefined {
  if (of.closures.includes(date)) return undefined;
  const { weekday } = localTime(new Date(`${date}T12:00:00Z`), 'UTC');
  return of.openingHours.find(({ weekdays }) => weekdays.includes(weekday));
}
