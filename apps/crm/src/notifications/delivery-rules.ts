import type { NotificationChannel } from '@pitlane/contracts';
import { NOTIFICATION_CHANNELS } from '@pitlane/contracts';
import { instantOf, localTime, plusMinutes } from '@pitlane/kernel';
import type { Customer } from '../customers/customer.entity.js';
import type { TemplateKind } from './templates.js';

const QUIET_FROM = '21:00';
const QUIET_UNTIL = '08:00';
const A_DAY_MINUTES = 24 * 60;

/**
 * How a message reaches a customer: by the preferred channel if they consent, else by the next that they consent to. What
 * answers the customer comes by SMS all the same; a reminder does not come without consent. A channel needs an address. A code
 * comes by SMS alone: what it proves is the phone.
 */
export function channelFor(
  customer: Pick<Customer, 'preferredChannel' | 'consentTo' | 'addressFor'>,
  kind: TemplateKind,
): NotificationChannel | undefined {
  if (kind === 'code') return 'sms';
  const inOrder = [customer.preferredChannel, ...NOTIFICATION_CHANNELS];
  const agreed = inOrder.find(
    (channel) => customer.consentTo(channel) === true && customer.addressFor(channel) !== null,
  );
  return agreed ?? (kind === 'service' ? 'sms' : undefined);
}

/** When reminders may be sent again; undefined when they may be sent now. Quiet are 21:00 to 08:00 in the store's zone. */
export function endOfQuietHours(at: Date, zone: string): Date | undefined {
  const { date, time } = localTime(at, zone);
  if (time < QUIET_UNTIL) return instantOf(date, QUIET_UNTIL, zone);
  if (time < QUIET_FROM) return undefined;
  return instantOf(localTime(plusMinutes(at, A_DAY_MINUTES), zone).date, QUIET_UNTIL, zone);
}
