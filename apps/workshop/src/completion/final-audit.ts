import { Flag, ListOf, Text, WearItem } from '@pitlane/contracts';

/** What is checked last, before the car goes back to the advisor (WKS-13). */
export class FinalAudit {
  @Flag() washed!: boolean;
  /** Named place: `finished-bay-3`. */
  @Text(60) parkedAt!: string;
  /** Remaining life: tyre and pad in mm, battery in %. */
  @ListOf(() => WearItem, { min: 1 }) wearItems!: WearItem[];
  /** The quality guarantee card lies in the car. */
  @Flag() guaranteeCard!: boolean;
}
