import { quantityChargeFen } from '@pitlane/kernel';
import { buyable, type SaleTerms } from '../catalogue/packs.js';
import type { Limits } from '../policies/stock-policy.js';

/** Demand of one part as it was, day by day, and what it would have cost to keep it. */
export interface PastDemand extends SaleTerms {
  /** What was asked for on each day, in thousandths. */
  readonly daysThousandths: readonly number[];
  readonly unitCostFen: number;
  /** Days that an order takes, by the day on which it leaves. */
  readonly leadTimeDays: readonly number[];
}

/** What limits would have done: the days before the first are for learning. */
export interface Outcome {
  readonly askedThousandths: number;
  readonly filledThousandths: number;
  /** Value of what lay in the store, on average over the days. */
  readonly meanStockValueFen: number;
}

interface Shelf {
  onHand: number;
  readonly arrivals: Map<number, number>;
  onOrder: number;
}

/**
 * Runs the days from `firstDay` on. What is asked for leaves the shelf as far as it is there; the rest is bought elsewhere and
 * counts as unfilled. At each day's end, once there is less than MIN on hand and on order, one orders up to MAX, as
 * suggestions do. The shelf is full at first.
 */
export function backTest(past: PastDemand, limitsOn: (day: number) => Limits, firstDay: number): Outcome {
  const shelf: Shelf = { onHand: limitsOn(firstDay).maxThousandths, arrivals: new Map(), onOrder: 0 };
  let [asked, filled, onHandDays] = [0, 0, 0];
  const days = past.daysThousandths.length - firstDay;
  for (let day = firstDay; day < past.daysThousandths.length; day += 1) {
    const arrived = shelf.arrivals.get(day) ?? 0;
    shelf.onHand += arrived;
    shelf.onOrder -= arrived;
    const wanted = past.daysThousandths[day] ?? 0;
    const given = Math.min(wanted, shelf.onHand);
    shelf.onHand -= given;
    asked += wanted;
    filled += given;
    onHandDays += shelf.onHand;
    order(shelf, limitsOn(day), past, day);
  }
  const meanThousandths = Math.round(onHandDays / Math.max(1, days));
  return {
    askedThousandths: asked,
    filledThousandths: filled,
    meanStockValueFen: quantityChargeFen(meanThousandths, past.unitCostFen),
  };
}

function order(shelf: Shelf, { minThousandths, maxThousandths }: Limits, past: PastDemand, day: number): void {
  const position = shelf.onHand + shelf.onOrder;
  if (position >= minThousandths) return;
  const quantity = buyable(maxThousandths - position, past);
  const arrivesOn = day + (past.leadTimeDays[day] ?? 1);
  shelf.onOrder += quantity;
  shelf.arrivals.set(arrivesOn, (shelf.arrivals.get(arrivesOn) ?? 0) + quantity);
}
