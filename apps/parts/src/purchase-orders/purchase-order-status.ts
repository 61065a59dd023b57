/** `part-received` some of it came, `received` all of it came and some waits for a decision, `closed` that is it. */
export const PURCHASE_ORDER_STATUSES = [
  ...(['draft', 'sent', 'confirmed', 'shipped', 'part-received', 'received'] as const),
  ...(['closed', 'cancelled'] as const),
] as const;
export type PurchaseOrderStatus = (typeof PURCHASE_ORDER_STATUSES)[number];

/** The supplier has it and something is still to come. */
export const UNDER_WAY = ['sent', 'confirmed', 'shipped', 'part-received'] as const satisfies PurchaseOrderStatus[];
