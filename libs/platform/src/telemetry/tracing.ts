import { type Context, context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOffSampler, BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const tracer = () => trace.getTracer('pitlane');

/** Starts sending spans when an OTLP endpoint is configured. Answers with what flushes and stops it. */
export function startTracing(service: string, endpoint: string | undefined): () => Promise<void> {
  const exporter = endpoint && new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'pitlane' }),
    // Without an endpoint requests and events still carry their trace, and nothing is recorded.
    ...(!exporter && { sampler: new AlwaysOffSampler() }),
    spanProcessors: exporter ? [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000 })] : [],
  });
  provider.register();
  return () => provider.shutdown();
}

export function currentTraceId(): string | undefined {
  const spanContext = trace.getActiveSpan()?.spanContext();
  return spanContext && trace.isSpanContextValid(spanContext) ? spanContext.traceId : undefined;
}

/** W3C `traceparent` of the active span, to be carried by an event or a request. */
export function currentTraceparent(): string | undefined {
  const spanContext = trace.getActiveSpan()?.spanContext();
  if (!spanContext || !trace.isSpanContextValid(spanContext)) return undefined;
  const { traceId, spanId, traceFlags } = spanContext;
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

export interface SpanOptions {
  readonly name: string;
  readonly kind: SpanKind;
  /** The span that caused this one, from another process. */
  readonly traceparent?: string | undefined;
  readonly attributes?: Record<string, string | number>;
}

/** Runs work in a span; a failure is marked on it, without its message. */
export async function inSpan<T>(
  { name, kind, traceparent, attributes }: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const parent = traceparent === undefined ? context.active() : remoteContext(traceparent);
  return tracer().startActiveSpan(name, { kind, ...(attributes && { attributes }) }, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
      throw error;
    } finally {
      span.end();
    }
  });
}

export { SpanKind };

/** The context of a span in another process. */
export function remoteContext(traceparent: string): Context {
  return propagation.extract(context.active(), { traceparent });
}
