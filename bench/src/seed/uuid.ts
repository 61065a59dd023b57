/** The nth id of a kind: the same in SQL (`uuidSql`) and here, so that rows need not be read back. @param kind 0 to 255 */
export const uuidOf = (kind: number, n: number): string =>
  `01900000-0000-7000-80${kind.toString(16).padStart(2, '0')}-${n.toString(16).padStart(12, '0')}`;

/** SQL for `uuidOf(kind, n)`. @param n an SQL expression */
export const uuidSql = (kind: number, n: string): string =>
  `('01900000-0000-7000-80${kind.toString(16).padStart(2, '0')}-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** Kinds of ids. */
export const ID = { customer: 1, vehicle: 2, settlement: 3, line: 4, repairOrder: 5, appointment: 6 } as const;
