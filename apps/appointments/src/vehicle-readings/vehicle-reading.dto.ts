import { Code, FaultCode, Instant, Integer, Kilometres, ListOf, OneOf, Text } from '@pitlane/contracts';
import type { Judged } from './judged.js';
import { FAULT_STATES, type FaultState, READING_REFUSALS, type SentReading } from './reading.js';

export class ReportedFaultBody {
  /** SAE J2012: `P0301`. */
  @FaultCode() code!: string;
  @OneOf(FAULT_STATES) state!: FaultState;
}

export class ReadingBody {
  /** The source's own; the same message has the same id whenever it is sent. */
  @Text(100, { pattern: /^[\x21-\x7e]+$/ }) messageId!: string;
  @Text(17, { pattern: /^[A-HJ-NPR-Z0-9]{17}$/ }) vin!: string;
  @Instant() measuredAt!: string;
  @Kilometres() mileageKm!: number;
  /** What the car tells about its faults; those that it does not name stay as they are. */
  @ListOf(() => ReportedFaultBody, { max: 50 }) faults!: ReportedFaultBody[];
}

export class ReadingsBody {
  @ListOf(() => ReadingBody, { min: 1, max: 500 }) readings!: ReadingBody[];

  static sent({ readings }: ReadingsBody): SentReading[] {
    return readings.map(({ measuredAt, ...reading }) => ({ ...reading, measuredAt: new Date(measuredAt) }));
  }
}

export class RefusedReadingView {
  /** Place in the batch, from 0. */
  @Integer() index!: number;
  @Text(100) messageId!: string;
  @Code() code!: string;
  @Text(200) detail!: string;
}

export class ReadingsView {
  /** Rows that the store has now, those among them that it had already. */
  @Integer() taken!: number;
  @ListOf(() => RefusedReadingView, { max: 500 }) refused!: RefusedReadingView[];

  static of({ taken, repeated, refused }: Judged): ReadingsView {
    return {
      taken: taken.length + repeated,
      refused: refused.map(({ index, messageId, refusal }) => ({
        ...{ index, messageId, code: refusal, detail: READING_REFUSALS[refusal] },
      })),
    };
  }
}
