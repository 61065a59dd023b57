import { plusMinutes } from '@pitlane/kernel';
import { SETTINGS } from '../settings.js';

const LINK_MINUTES = SETTINGS.visitLinkHours * 60;

/** Until when the link of a visit opens it. */
export const linkEndsAt = (endsAt: Date): Date => plusMinutes(endsAt, LINK_MINUTES);

/** A visit that should have been over by then is not opened any more. */
export const oldestEnd = (now: Date): Date => plusMinutes(now, -LINK_MINUTES);
