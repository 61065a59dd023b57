/** What must be ready before the customer sets out (APT-8). */
export const CHECKLIST_ITEMS = [
  'repair-order-draft', 'parts', 'parts-staged', 'technician', 'bay', 'tools', 'expert', 'documents', 'courtesy-car', 'driver',
] as const; // prettier-ignore
export type ChecklistItemName = (typeof CHECKLIST_ITEMS)[number];

/** `escalated`: still so one hour ahead, and on the manager's list (APT-9). */
export type Risk = 'none' | 'at-risk' | 'escalated';

/** Role of whoever sees to it. */
export const ITEM_OWNERS = {
  'repair-order-draft': 'service-advisor',
  parts: 'parts-clerk',
  'parts-staged': 'parts-clerk',
  technician: 'foreman',
  bay: 'foreman',
  tools: 'foreman',
  expert: 'foreman',
  documents: 'service-advisor',
  'courtesy-car': 'service-advisor',
  driver: 'service-advisor',
} as const satisfies Record<ChecklistItemName, string>;

export type OwnerRole = (typeof ITEM_OWNERS)[ChecklistItemName];
export const OWNER_ROLES: readonly OwnerRole[] = ['service-advisor', 'parts-clerk', 'foreman'];

/** Agreed for one time: looked for anew when the visit is moved (APT-10). */
export const OF_ONE_TIME: readonly ChecklistItemName[] = ['technician', 'bay', 'tools', 'expert'];

/** What a visit may do without. */
export interface Wanted {
  readonly parts: boolean;
  readonly tools: boolean;
  readonly expert: boolean;
  readonly courtesyCar: boolean;
  readonly driver: boolean;
}

/** A visit without parts needs none kept; tools, an expert, a courtesy car and a driver are looked for only when they are wanted. */
export function neededItems(wanted: Wanted): ChecklistItemName[] {
  const isWanted: Partial<Record<ChecklistItemName, boolean>> = {
    parts: wanted.parts,
    'parts-staged': wanted.parts,
    tools: wanted.tools,
    expert: wanted.expert,
    'courtesy-car': wanted.courtesyCar,
    driver: wanted.driver,
  };
  return CHECKLIST_ITEMS.filter((item) => isWanted[item] ?? true);
}
