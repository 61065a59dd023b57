import type { Migration } from '@pitlane/platform';
import { CustomersAndVehicles1764000000000 } from './1764000000000-customers-and-vehicles.js';
import { TimelineAndFollowUps1764000001000 } from './1764000001000-timeline-and-follow-ups.js';
import { Notifications1764000002000 } from './1764000002000-notifications.js';
import { NotificationsOfVisits1764000003000 } from './1764000003000-notifications-of-visits.js';
import { PersonalData1764000004000 } from './1764000004000-personal-data.js';
import { WithinStore1764000900000 } from './1764000900000-within-store.js';
import { PhoneCodes1764001030000 } from './1764001030000-phone-codes.js';
import { CodesForgotten1797000100000 } from './1797000100000-codes-forgotten.js';

export const migrations: readonly Migration[] = [
  CustomersAndVehicles1764000000000,
  TimelineAndFollowUps1764000001000,
  Notifications1764000002000,
  NotificationsOfVisits1764000003000,
  PersonalData1764000004000,
  WithinStore1764000900000,
  PhoneCodes1764001030000,
  CodesForgotten1797000100000,
];
