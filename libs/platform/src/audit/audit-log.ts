import { eventTypeOf } from '@pitlane/contracts';
import { uuidv7 } from 'uuidv7';
import type { Aggregate } from '../aggregate.js';
import { snakeCase } from '../database/naming.js';
import type { Tx } from '../database/tx.js';
import type { Saying } from '../messaging/outbox.js';
import type { Scope } from '../scope/scope.js';
import { currentTraceId } from '../telemetry/tracing.js';
import type { Changes } from './changes.js';

/** One save of an aggregate: what it became, what it said, and what changed. */
export interface StateChange extends Saying {
  readonly changes: Changes;
}

const LONGEST_REASON = 500;

/** Writes one entry for each state change, in the transaction of the change and in one statement. */
export async function appendToAuditLog(tx: Tx, stateChanges: readonly StateChange[]): Promise<void> {
  const entries = stateChanges.map(entryOf);
  await tx.query(INSERT, [JSON.stringify(entries)]);
}

function entryOf({ aggregate, events, changes, scope, traceparent }: StateChange): Record<string, unknown> {
  const { id, role, onBehalfOf } = scope.actor;
  return {
    id: uuidv7(),
    store_id: storeOf(aggregate, scope),
    actor_id: id,
    acting_role: role,
    on_behalf_of: onBehalfOf,
    aggregate_type: snakeCase(aggregate.constructor.name).replaceAll('_', '-'),
    aggregate_id: aggregate.id,
    aggregate_version: aggregate.version,
    event_types: events.map((event) => eventTypeOf(event.constructor).type),
    changes,
    reason: scope.reason?.slice(0, LONGEST_REASON),
    trace_id: traceparent?.split('-')[1] ?? currentTraceId(),
    correlation_id: scope.correlationId,
    causation_id: scope.causationId,
  };
}

const COLUMNS = `id, store_id, actor_id, acting_role, on_behalf_of, aggregate_type, aggregate_id, aggregate_version,
  event_types, changes, reason, trace_id, correlation_id, causation_id`;

const INSERT = `
  INSERT INTO audit_entry (${COLUMNS})
  SELECT ${COLUMNS} FROM json_to_recordset($1) AS entry (
    id uuid, store_id text, actor_id text, acting_role text, on_behalf_of text, aggregate_type text, aggregate_id uuid,
    aggregate_version int, event_types text[], changes json, reason text, trace_id text, correlation_id uuid, causation_id uuid)`;

/** The aggregate's own store; for what the stores of a group share, the one that acts. */
function storeOf({ storeId }: Aggregate, { stores }: Scope): string {
  return stores.includes(storeId) ? storeId : (stores[0] ?? storeId);
}
