import {
  Flag, Instant, Integer, Kilometres, ListOf, MEANWHILE, OneOf, Text, TextList, type Meanwhile,
} from '@pitlane/contracts'; // prettier-ignore
import { IntakeIncomplete, MileageFell } from './repair-order.errors.js';

export class ExteriorMark {
  /** Where on the car: `front-left-door`. */
  @Text(60) panel!: string;
  @Text(200) mark!: string;
}

/** What the advisor and the customer saw together when the car came in (WKS-2). */
export class IntakeSheet {
  @Kilometres() mileageKm!: number;
  /** Needed when the mileage is below the last known one. */
  @Text(500, { optional: true }) mileageReason?: string;
  /** One of the two levels at least. */
  @Integer({ max: 100, optional: true }) fuelPercent?: number;
  @Integer({ max: 100, optional: true }) chargePercent?: number;
  @ListOf(() => ExteriorMark) exteriorMarks!: ExteriorMark[];
  @Text(500, { optional: true }) interior?: string;
  @TextList() warningLights!: string[];
  @TextList() belongings!: string[];
  /** Number of the tag on the kept key. */
  @Text(40) keyTag!: string;
  @TextList() documentsKept!: string[];
  @Flag() coversOn!: boolean;
  /** References of stored pictures. */
  @TextList() photos!: string[];
  @Instant() promisedAt!: string;
  @OneOf(MEANWHILE) meanwhile!: Meanwhile;
  /** True: the customer has confirmed the sheet. */
  @Flag() confirmedByCustomer!: boolean;
}

/** @throws IntakeIncomplete | MileageFell when the reading is below the last known one without a reason */
export function checkIntake(sheet: IntakeSheet, lastMileageKm: number, at: Date): void {
  if (!sheet.confirmedByCustomer) {
    throw new IntakeIncomplete('/confirmedByCustomer', 'The customer confirms the sheet.');
  }
  if (sheet.fuelPercent === undefined && sheet.chargePercent === undefined) {
    throw new IntakeIncomplete('/fuelPercent', 'State the fuel or the charge level.');
  }
  if (Date.parse(sheet.promisedAt) <= +at) throw new IntakeIncomplete('/promisedAt', 'The promised time lies ahead.');
  if (sheet.mileageKm < lastMileageKm && sheet.mileageReason === undefined) throw new MileageFell(lastMileageKm);
}
