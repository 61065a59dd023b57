import { Text } from '@pitlane/contracts';

export class WeekBoardQuery {
  /** A week of ISO 8601: `2026-W48`. Default: this one. */
  @Text(8, { pattern: /^20\d\d-W(0[1-9]|[1-4]\d|5[0-3])$/, optional: true }) week?: string;
}
