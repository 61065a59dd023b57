import { createHmac, timingSafeEqual } from 'node:crypto';
import { Integer, Text } from '@pitlane/contracts';
import { DomainError } from '@pitlane/kernel';
import { Transform } from 'class-transformer';

/** `?limit=…&cursor=…` of every list. */
export class PageQuery {
  /** 1 to 100; default 20. */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
  )
  @Integer({ min: 1, max: 100, optional: true })
  limit = 20;
  /** `nextCursor` of the page before. */
  @Text(200, { optional: true }) cursor?: string;
}

export interface Page<T> {
  readonly items: T[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/** The page with each item shown. */
export function pageOf<T, View>(page: Page<T>, show: (item: T) => View): Page<View> {
  return { items: page.items.map(show), nextCursor: page.nextCursor };
}

/** Answers at most `take` rows, after the one with this id. */
export type ReadPage<T> = (lastId: string | undefined, take: number) => Promise<T[]>;

/** @throws DomainError `cursor_invalid` */
export async function readPage<T extends { id: string }>(
  { limit, cursor }: PageQuery,
  secret: string,
  read: ReadPage<T>,
): Promise<Page<T>> {
  const rows = await read(cursor === undefined ? undefined : decodeCursor(cursor, secret), limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(last.id, secret) : null };
}

const sign = (text: string, secret: string): Buffer =>
  createHmac('sha256', secret).update(text).digest().subarray(0, 12);

function encodeCursor(lastId: string, secret: string): string {
  return `${Buffer.from(lastId).toString('base64url')}.${sign(lastId, secret).toString('base64url')}`;
}

/** @throws DomainError `cursor_invalid` when we did not make it */
function decodeCursor(cursor: string, secret: string): string {
  const [id = '', signature = ''] = cursor.split('.');
  const lastId = Buffer.from(id, 'base64url').toString();
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(lastId, secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new DomainError('cursor_invalid', 'invalid', 'Take the cursor from nextCursor of the page before.', {
      pointer: '/cursor',
    });
  }
  return lastId;
}
