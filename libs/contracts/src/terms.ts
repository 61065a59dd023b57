/** Who pays a line of a repair order (WKS-3). */
export const PAY_TYPES = ['customer', 'warranty', 'insurance', 'internal', 'goodwill'] as const;
export type PayType = (typeof PAY_TYPES)[number];

export const BAY_KINDS = ['lift', 'quick', 'diagnosis', 'body', 'paint', 'alignment', 'wash', 'ev'] as const;
export type BayKind = (typeof BAY_KINDS)[number];

export const SKILLS = [
  'maintenance', 'engine', 'chassis', 'brakes', 'electrical', 'ev-high-voltage', 'air-conditioning', 'transmission', 'body', 'paint',
  'tyres', 'diagnosis',
] as const; // prettier-ignore
export type Skill = (typeof SKILLS)[number];

/** How a booking came in (APT-1). */
export const BOOKING_CHANNELS = ['phone', 'wechat', 'web', 'app', 'counter'] as const;
export type BookingChannel = (typeof BOOKING_CHANNELS)[number];

/** How a message reaches a customer (CRM-11). */
export const NOTIFICATION_CHANNELS = ['sms', 'wechat', 'email'] as const;
export type NotificationChannel = (typeof NOTIFICATION_CHANNELS)[number];

/** How a customer gave consent (WKS-4, WKS-7). */
export const CONSENT_CHANNELS = ['in-person', 'phone', 'wechat', 'app'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

export const PAYMENT_METHODS = ['cash', 'card', 'wechat-pay', 'alipay'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** The three inspections (WKS-11). */
export const INSPECTION_KINDS = ['self', 'peer', 'final'] as const;
export type InspectionKind = (typeof INSPECTION_KINDS)[number];

export const PART_ORIGINS = ['genuine', 'certified', 'aftermarket'] as const;
export type PartOrigin = (typeof PART_ORIGINS)[number];

/** What becomes of the old stock when a part number is replaced: used up first, or used no more (PRT-1). */
export const SUPERSESSION_RULES = ['use-up', 'replace'] as const;
export type SupersessionRule = (typeof SUPERSESSION_RULES)[number];

/** What stock is kept for (PRT-5). */
export const RESERVATION_PURPOSES = ['appointment', 'repair-order'] as const;
export type ReservationPurpose = (typeof RESERVATION_PURPOSES)[number];

/** How soon an ordered part is wanted; `vor`: the vehicle is off the road (PRT-14). */
export const ORDER_URGENCIES = ['stock', 'daily', 'emergency', 'vor'] as const;
export type OrderUrgency = (typeof ORDER_URGENCIES)[number];

/** Who wanted it: the customer, or the store, which can't keep what it promised (APT-10). */
export const VISIT_SIDES = ['customer', 'store'] as const;
export type VisitSide = (typeof VISIT_SIDES)[number];

/** What the customer does meanwhile. */
export const MEANWHILE = ['waits', 'leaves'] as const;
export type Meanwhile = (typeof MEANWHILE)[number];

/** The fate of a replaced part (WKS-9). */
export const OLD_PART_CHOICES = ['return', 'show-and-scrap', 'core'] as const;
export type OldPartChoice = (typeof OLD_PART_CHOICES)[number];
