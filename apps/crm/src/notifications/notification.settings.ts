import { checked } from '@pitlane/platform';
import { z } from 'zod';

const settings = z.object({ NOTIFICATIONS_PER_HOUR: z.coerce.number().int().min(1).max(1_000).default(20) });

/** Limits of what is said to customers. */
export class NotificationSettings {
  private constructor(
    /** Messages to one customer within an hour, at most. */
    readonly mostPerHour: number,
  ) {}

  /** @throws Error that names the variable that is wrong */
  static from(variables: NodeJS.ProcessEnv): NotificationSettings {
    return new NotificationSettings(checked('crm cannot start', settings, variables).NOTIFICATIONS_PER_HOUR);
  }
}
