import { Day } from '@pitlane/contracts';

/** Local days of the store, both included; at most 366. */
export class PeriodQuery {
  @Day() from!: string;
  @Day() to!: string;
}
