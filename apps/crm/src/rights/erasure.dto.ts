import { Instant, Integer, OneOf, Uuid } from '@pitlane/contracts';
import { type Customer, ERASURE_REASONS, type ErasureReason } from '../customers/customer.entity.js';

export class EraseCustomer {
  /** Why, by PIPL, article 47. */
  @OneOf(ERASURE_REASONS) reason!: ErasureReason;
}

export class ErasureView {
  @Uuid() id!: string;
  @OneOf(ERASURE_REASONS) reason!: ErasureReason;
  @Instant() erasedAt!: string;
  @Integer() version!: number;

  /** @throws Error for a customer who is not erased */
  static of({ id, erasureReason, erasedAt, version }: Customer): ErasureView {
    if (!erasedAt || !erasureReason) throw new Error('This customer is not erased.');
    return { id, reason: erasureReason, erasedAt: erasedAt.toISOString(), version };
  }
}
