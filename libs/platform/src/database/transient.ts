import { QueryRunnerAlreadyReleasedError } from 'typeorm';

// Serialization failure, deadlock, lock timeout: the same work may succeed if tried again.
const RETRYABLE = new Set(['40001', '40P01', '55P03']);
// Connection lost or refused, too many connections, shutting down: the database is away for now.
const AWAY = /^(08|53|57P0)/;
const AWAY_MESSAGES = [
  /connection (terminated|timeout)/i,
  /timeout exceeded when trying to connect/i,
  /query read timeout/i,
  /is not queryable/i, // the connection broke while nothing was asked of it
];

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** An earlier statement of the transaction failed: that one says why. */
export const isAborted = (error: unknown): boolean => codeOf(error) === '25P02';

/** Lost a race that another try can win. */
export const isRetryable = (error: unknown): boolean => RETRYABLE.has(codeOf(error));

/** A row lock that another transaction did not give up in time. */
export const isLockTimeout = (error: unknown): boolean => codeOf(error) === '55P03';

/** A statement that took longer than one may; the connection is whole. */
export const isCancelled = (error: unknown): boolean => codeOf(error) === '57014';

/** Data that the database cannot hold, such as JSON that is nested too deeply. */
export const isUnstorable = (error: unknown): boolean => /^(22|54)/.test(codeOf(error));

/** The database cannot be reached or is overloaded: nobody's fault, worth another try later. */
export function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  if (AWAY.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57014'].includes(code)) return true;
  if (error instanceof QueryRunnerAlreadyReleasedError) return true; // TypeORM gives a connection that broke back by itself
  return error instanceof Error && AWAY_MESSAGES.some((pattern) => pattern.test(error.message));
}

/** A constraint refused the row. `constraint` is its name in the migration. */
export function violatedConstraint(error: unknown): string | undefined {
  const code = codeOf(error);
  if (!['23505', '23P01', '23514', '23503'].includes(code)) return undefined;
  const constraint = (error as { constraint?: unknown }).constraint;
  return typeof constraint === 'string' ? constraint : undefined;
}
