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
    const parsed = settings.safeParse(variables);
    if (!parsed.success) throw new Error('crm cannot start: NOTIFICATIONS_PER_HOUR is no number from 1 to 1000');
    return new NotificationSettings(parsed.data.NOTIFICATIONS_PER_HOUR);
  }
}
