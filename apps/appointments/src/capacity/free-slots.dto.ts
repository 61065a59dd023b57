import { Day, Fen, Instant, Integer, ListOf, OneOf, Text } from '@pitlane/contracts';
import { MEANWHILE_WISHES, type MeanwhileWish } from '../appointments/meanwhile.js';
import type { Estimate } from '../estimates/estimate.js';
import type { FreeStay } from './calendar.js';
import { timeTold } from './day.js';

export class FreeSlotsQuery {
  /** `MNT-001,BRK-012` */
  @Text(1300, { pattern: /^[A-Za-z0-9._:/-]{1,64}(,[A-Za-z0-9._:/-]{1,64}){0,19}$/ }) operationCodes!: string;
  @Day() day!: string;
  /** What the customer does meanwhile: unless they leave the car, it must be ready the same day. */
  @OneOf(MEANWHILE_WISHES, { optional: true }) meanwhile?: MeanwhileWish;
}

export class FreeStartView {
  @Instant() startsAt!: string;
  /** On a later day when the car stays overnight. */
  @Instant() endsAt!: string;
}

export class FreeSlotsView {
  @Day() day!: string;
  @Integer({ min: 1 }) durationMinutes!: number;
  @Fen() lowFen!: number;
  @Fen() highFen!: number;
  @ListOf(() => FreeStartView) starts!: FreeStartView[];

  static of(day: string, estimate: Estimate, stays: readonly FreeStay[]): FreeSlotsView {
    const { durationMinutes, lowFen, highFen } = estimate;
    return {
      day,
      durationMinutes,
      lowFen,
      highFen,
      starts: stays.map(timeTold),
    };
  }
}
