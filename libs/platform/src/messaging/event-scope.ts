import type { Envelope, ServiceName } from '@pitlane/contracts';
import type { Scope } from '../scope/scope.js';
import type { Stores } from '../stores/stores.js';
import { SpanKind, type SpanOptions } from '../telemetry/tracing.js';

/** Work in the name of an event: its store, its correlation. */
export function eventScope(envelope: Envelope, consumer: ServiceName, stores: Stores): Scope {
  const store = stores.all().find(({ id }) => id === envelope.storeid);
  return {
    stores: [envelope.storeid],
    groupId: store?.groupId ?? '',
    actor: { id: `${consumer}.inbox`, role: 'service' },
    correlationId: envelope.correlationid,
    causationId: envelope.id,
  };
}

/** The span of an event's handling, in the trace of what caused it. */
export const handlingSpan = ({ type, traceparent }: Envelope): SpanOptions => ({
  name: `handle ${type}`,
  kind: SpanKind.CONSUMER,
  traceparent,
});
