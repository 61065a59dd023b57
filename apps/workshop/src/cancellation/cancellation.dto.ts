import { Text } from '@pitlane/contracts';

export class CancelOrder {
  /** Why the customer leaves without the work. */
  @Text(500) reason!: string;
}
