import type { Story } from '../scheduler.js';
import type { PartsStage } from './parts-stage.js';
import { recall } from './recall.js';
import { rejectedLot } from './rejected-lot.js';
import { specialOrder } from './special-order.js';
import { stocktake } from './stocktake.js';
import { transfer } from './transfer.js';

/** What happens in the parts department around the day. */
export const PARTS_SCENES: readonly ((stage: PartsStage) => Story)[] = [
  rejectedLot,
  stocktake,
  specialOrder,
  transfer,
  recall,
];
