import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testEnvironment } from '@pitlane/testing';

/** A stores file in which every store has so many seats for customers who wait. */
export function storesWithSeats(loungeSeats: number): string {
  const { stores, ...rest } = JSON.parse(readFileSync(testEnvironment().storesFile, 'utf8')) as { stores: object[] };
  const path = join(mkdtempSync(join(tmpdir(), 'pitlane-stores-')), 'stores.json');
  writeFileSync(path, JSON.stringify({ ...rest, stores: stores.map((store) => ({ ...store, loungeSeats })) }));
  return path;
}

/** Slots whose counter is not the number of customers who wait there, or more than there are seats. */
export const MISCOUNTED = `
  SELECT lounge_slot.starts_at FROM lounge_slot, LATERAL (
    SELECT count(*)::int AS visits FROM (
      SELECT starts_at, ends_at FROM appointment WHERE lounge_seat AND status IN ('booked', 'confirmed', 'arrived')
      UNION ALL SELECT starts_at, ends_at FROM slot_hold WHERE lounge_seat AND status = 'held') seated
    WHERE seated.starts_at <= lounge_slot.starts_at AND ends_at > lounge_slot.starts_at) sitting
  WHERE waiting <> visits OR waiting > seats`;
