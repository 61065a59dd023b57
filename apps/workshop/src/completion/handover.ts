import { Flag, Text, Uuid } from '@pitlane/contracts';

/** What the customer gets back with the car (WKS-16). */
export class Handover {
  @Uuid() exitPassId!: string;
  @Flag() coversOff!: boolean;
  @Flag() documentsReturned!: boolean;
  @Flag() keysReturned!: boolean;
  @Flag() oldPartsShown!: boolean;
  /** When another than the receiving advisor hands the car over. */
  @Text(500, { optional: true }) standInReason?: string;
}
