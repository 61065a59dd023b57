import { Code, Instant, Text, Uuid } from '@pitlane/contracts';
import type { Part } from '../catalogue/part.entity.js';

export class DeadStockView {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Text(120) nameZh!: string;
  @Text(120) nameEn!: string;
  /** When it was found. */
  @Instant() since!: string;

  static of({ id: partId, partNumber, nameZh, nameEn, deadSince }: Part): DeadStockView {
    const since = deadSince?.toISOString();
    return Object.assign(new DeadStockView(), { partId, partNumber, nameZh, nameEn, since });
  }
}
