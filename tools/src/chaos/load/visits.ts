import { localTime, plusDays } from '@pitlane/kernel';
import { partsFor } from '../../demo/booking-steps.js';
import { bookingsStageOf } from '../../demo/bookings/bookings-stage.js';
import { BOOKING_SCENES } from '../../demo/bookings/scenes.js';
import { PARTS, SUPPLIERS } from '../../demo/data/index.js';
import { Narrator } from '../../demo/narrator.js';
import { partsStageOf } from '../../demo/parts-department/parts-stage.js';
import { rejectedLot } from '../../demo/parts-department/rejected-lot.js';
import { transfer } from '../../demo/parts-department/transfer.js';
import { type Plan, PLANS } from '../../demo/plans.js';
import type { Random } from '../../demo/random.js';
import { STAFF, STORE } from '../../demo/staff-members.js';
import type { Guest } from '../../demo/store-setup.js';
import { type Stage, visit } from '../../demo/visit.js';
import type { Api } from '../../platform/api.js';
import type { HouseClock } from '../../platform/house-clock.js';
import { counterRush } from './counter-rush.js';
import { playTogether } from './play-together.js';

/** Of these one visit in so many was booked ahead; the others drive in. */
const BOOKED_ONE_IN = 3;

export interface Workload {
  readonly api: Api;
  /** The same platform, as of the store that helps out. */
  readonly sister: Api;
  readonly clock: HouseClock;
  /** Of a local day of the store. */
  readonly isOpen: (date: string) => boolean;
  readonly guests: readonly Guest[];
  readonly random: Random;
  /** Of the run: no delivery note comes twice. */
  readonly seed: number;
  /** One at least. */
  readonly visits: number;
  /** What one of the plans must have. */
  readonly mustHave?: keyof Plan | undefined;
  /** Nobody books ahead. */
  readonly onlyWalkIns?: boolean;
  readonly print: (line: string) => void;
}

/** What the parts department does meanwhile: each takes nothing that a visit needs, and can be done again and again. */
const SCENES = [rejectedLot, transfer] as const;

/**
 * Some visits at once, from the call to the exit, a scene of the parts department, and callers at its counter; where people book ahead, a scene of the
 * booking desk stands for one of the visits.
 * @returns why any of them broke off
 */
export async function playVisits(workload: Workload): Promise<string[]> {
  const { api, sister, clock, guests, random, seed, visits, mustHave, onlyWalkIns = false, print } = workload;
  const wanted = PLANS.filter((plan) => mustHave !== undefined && plan[mustHave] !== undefined);
  const others = PLANS.filter((plan) => !plan.noShow && !wanted.includes(plan));
  const plans = [...random.shuffle(wanted), ...random.shuffle(others)]
    .slice(0, onlyWalkIns ? visits : visits - 1)
    .map((plan, index): Plan => ({ ...plan, walkIn: onlyWalkIns || index % BOOKED_ONE_IN !== 0 }));
  await restock(api, plans);
  const dates = nextDates(workload);
  const stage = { api, clock, narrator: new Narrator(print), random, dates };
  const stories = plans.flatMap((plan) => {
    const guest = guests[plan.guest];
    return guest ? [visit(stage, guest, plan)] : [];
  });
  const partsStage = partsStageOf(stage, { sister, guests, seed });
  const scene = random.pick(SCENES)(partsStage);
  const booking = onlyWalkIns ? [] : [random.pick(BOOKING_SCENES)(bookingsStageOf(stage, guests))];
  return playTogether([...stories, scene, counterRush(partsStage), ...booking], clock);
}

/** Visits come on a day on which the store is open. */
function nextDates({ clock, isOpen, onlyWalkIns = false }: Workload): Stage['dates'] {
  const ahead = onlyWalkIns ? 0 : 1;
  let { date: calls } = localTime(clock.now(), STORE.zone);
  while (!isOpen(plusDays(calls, ahead + 1))) calls = plusDays(calls, 1);
  const onDay = (days: number): string => plusDays(calls, days);
  return { calls, before: onDay(ahead), day: onDay(ahead + 1), after: onDay(ahead + 2) };
}

/** Brings what the plans will use, so that no visit waits for a supplier. */
async function restock(api: Api, plans: readonly Plan[]): Promise<void> {
  const wanted = partsFor(
    plans.flatMap(({ operations, finding }) => [...operations, ...(finding ? [finding.operation] : [])]),
  );
  for (const { supplierCode: supplier } of SUPPLIERS) {
    const lines = wanted.flatMap(({ partNumber, quantityThousandths }) => {
      const part = PARTS.find((one) => one.partNumber === partNumber && one.supplier === supplier);
      if (!part) return [];
      const certificate = part.origin === 'aftermarket' ? { certificate: `CQC-${partNumber}` } : {};
      return [{ partNumber, quantityThousandths, unitCostFen: part.costFen, result: 'accepted', ...certificate }];
    });
    if (lines.length === 0) continue;
    await api.post('parts', '/v1/deliveries', {
      as: STAFF.partsClerk,
      body: { deliveryNote: `${supplier}-${crypto.randomUUID()}`, supplier, lines },
    });
  }
}
