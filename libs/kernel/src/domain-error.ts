/** How a refusal is meant: `conflict` the state forbids it, `invalid` the input is wrong, `malformed` it can't even be read, `unavailable` try again later. */
export type RefusalKind =
  | 'conflict'
  | 'invalid'
  | 'malformed'
  | 'not-found'
  | 'forbidden'
  | 'unauthenticated'
  | 'precondition-failed'
  | 'rate-limited'
  | 'unavailable';

/**
 * A refusal of a rule: a stable code for machines, a sentence for people, details for the screen.
 * It knows nothing of HTTP; the edge maps the kind to a status.
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly kind: RefusalKind,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The thing that was asked for does not exist, or not for the asker: both read the same. */
export class NotFound extends DomainError {
  constructor(what: string, id: string) {
    super('not_found', 'not-found', `There is no ${what} ${id}.`, { what, id });
  }
}
