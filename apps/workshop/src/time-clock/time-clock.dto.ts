import { OneOf, Text } from '@pitlane/contracts';
import { PAUSE_REASONS, type PauseReason } from '../repair-orders/repair-order-status.js';

export class Pause {
  @OneOf(PAUSE_REASONS) reason!: PauseReason;
}

export class FinishJob {
  @Text(2000) cause!: string;
  @Text(2000) correction!: string;
}
