import type { TestAnswer } from './http-client.js';

/** What a command answered that a test needs to succeed. */
export function done<Body>({ status, body }: TestAnswer<Body>): Body {
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}

/** The nth id of a test that starts nothing. */
export const uuid = (n: number): string => `0198f000-0000-7000-8000-${String(n).padStart(12, '0')}`;
