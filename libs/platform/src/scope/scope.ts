import { AsyncLocalStorage } from 'node:async_hooks';
import { DomainError } from '@pitlane/kernel';
import type { CommandInProgress } from '../http/command.js';

export interface Actor {
  readonly id: string;
  readonly role: string;
  /** In whose name. */
  readonly onBehalfOf?: string;
}

/** Who acts, in which stores, and what it belongs to. Set by the edge: an HTTP request, an event, a scheduled check. */
export interface Scope {
  /** Stores whose rows may be seen and written: the second wall (row-level security) reads it. */
  readonly stores: readonly string[];
  readonly groupId: string;
  readonly actor: Actor;
  /** Why, where the command says it; for the audit log. */
  readonly reason?: string;
  /** One for all that one request set in motion. */
  readonly correlationId: string;
  /** The event that is being handled. */
  readonly causationId?: string;
  /** The HTTP command whose answer is stored with its effect. */
  readonly command?: CommandInProgress;
}

const storage = new AsyncLocalStorage<Scope>();

export function runInScope<T>(scope: Scope, work: () => T): T {
  return storage.run(scope, work);
}

/** @throws Error outside of a scope: nothing reaches the database without one */
export function currentScope(): Scope {
  const scope = storage.getStore();
  if (!scope) throw new Error('There is no scope: database work starts from a request, an event or a scheduled check.');
  return scope;
}

/** The one store that a new row belongs to. @throws DomainError `store_required` when the actor works in several and named none */
export function actingStore(scope: Scope = currentScope()): string {
  const [store, ...more] = scope.stores;
  if (store === undefined || more.length > 0) {
    throw new DomainError('store_required', 'invalid', 'Name the store with the header Pitlane-Store.');
  }
  return store;
}
