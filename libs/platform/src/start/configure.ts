import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import helmet from '@fastify/helmet';
import { context, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { AuthGuard } from '../auth/auth.guard.js';
import { CONFIG, type Config } from '../config/config.js';
import { CommandInterceptor, type PitlaneRequest } from '../http/command.interceptor.js';
import { parseJsonBody } from '../http/json-body.js';
import { openApiOf } from '../http/openapi.js';
import { frameworkProblem, PROBLEM_JSON } from '../http/problem.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { RequestPipe } from '../http/validation.js';
import { admit } from '../limits/admission.js';
import { LimitGuard } from '../limits/limit.guard.js';
import { Limits } from '../limits/limits.js';
import { Handlers } from '../messaging/handlers.js';
import { Inbox } from '../messaging/inbox.js';
import { InboxBatch } from '../messaging/inbox-batch.js';
import { JetStreamServer } from '../messaging/jetstream-server.js';
import { Nats } from '../messaging/nats.js';
import { Log } from '../telemetry/log.js';
import { Metrics } from '../telemetry/metrics.js';
import { remoteContext } from '../telemetry/tracing.js';

const BODY_LIMIT_BYTES = 1_048_576;

/**
 * The HTTP server with limits that hold before any of our code runs.
 * @param trustedProxies addresses whose `X-Forwarded-For` names the client, such as `10.0.0.0/8`
 */
export function httpAdapter(trustedProxies?: string): FastifyAdapter {
  const options = {
    ...(trustedProxies !== undefined && { trustProxy: trustedProxies }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 15_000,
    connectionTimeout: 30_000,
    keepAliveTimeout: 65_000,
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error: Error & { code?: string }, request: FastifyRequest, reply: FastifyReply) => {
      // An id that long is simply not there.
      const problem = frameworkProblem(error.code === 'FST_ERR_MAX_PARAM_LENGTH' ? 404 : 400, request);
      void reply.status(problem.status).type(PROBLEM_JSON).send(JSON.stringify(problem));
    },
  };
  return new FastifyAdapter(options as ConstructorParameters<typeof FastifyAdapter>[0]) as FastifyAdapter;
}

/** HTTP that the parser could not read never becomes a request; the socket gets a problem all the same. */
function answerUnreadable(
  error: Error & { code?: string },
  socket: { writable: boolean; end: (text: string) => void; destroy: () => void },
): void {
  if (!socket.writable) return socket.destroy();
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const body = JSON.stringify(frameworkProblem(status, { url: '' }));
  const head = `HTTP/1.1 ${status} Refused\r\ncontent-type: ${PROBLEM_JSON}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  socket.end(head + body);
}

/** Makes a Nest application one of ours: the same for the real process and for the tests. */
export async function configure(app: NestFastifyApplication): Promise<void> {
  const config = app.get<Config>(CONFIG);
  app.useGlobalPipes(new RequestPipe());
  app.useGlobalGuards(app.get(AuthGuard), app.get(LimitGuard));
  app.useGlobalInterceptors(app.get(CommandInterceptor));
  app.useGlobalFilters(app.get(ProblemFilter));
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(helmet, { contentSecurityPolicy: false });
  readJsonStrictly(fastify);
  endConnectionsOnClose(fastify);
  observe(fastify, app.get(Log), app.get(Metrics));
  admit(fastify, app.get(Limits), config.REQUESTS_IN_FLIGHT);
  app.connectMicroservice(
    {
      strategy: new JetStreamServer({
        service: config.service,
        nats: app.get(Nats),
        inbox: app.get(Inbox),
        batch: app.get(InboxBatch),
        handlers: app.get(Handlers),
        log: app.get(Log),
      }),
    },
    { inheritAppConfig: false },
  );
}

/** The OpenAPI document and a page to read it. */
export function serveDocs(app: NestFastifyApplication): void {
  const { service } = app.get<Config>(CONFIG);
  SwaggerModule.setup('docs', app, () => openApiOf(app, service), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: `Pitlane ${service}`,
  });
}

function readJsonStrictly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
    (_request, body, done) => {
      try {
        done(null, (body as Buffer).length === 0 ? {} : parseJsonBody(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/** An answer that goes out while the server closes ends its connection: a client that keeps it would hold up the stop. */
function endConnectionsOnClose(fastify: FastifyInstance): void {
  let isClosing = false;
  fastify.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) void reply.header('connection', 'close');
    done(null, payload);
  });
}

interface Observed extends PitlaneRequest {
  span?: Span;
  startedAt?: number;
}

/** One span, one log line and one measurement per request. */
function observe(fastify: FastifyInstance, log: Log, metrics: Metrics): void {
  fastify.addHook('onRequest', (request: Observed, _reply, done) => {
    request.startedAt = performance.now();
    request.correlationId = uuidv7();
    const parent = request.headers['traceparent'];
    request.span = trace.getTracer('pitlane').startSpan(
      `${request.method} ${request.routeOptions.url ?? 'unknown route'}`,
      {
        kind: SpanKind.SERVER,
        attributes: { 'http.request.method': request.method, 'http.route': request.routeOptions.url ?? '' },
      },
      typeof parent === 'string' ? remoteContext(parent) : context.active(),
    );
    done();
  });
  // After the body is read: its events would lose the context again.
  fastify.addHook('preValidation', (request: Observed, _reply, done) => {
    if (request.span) context.with(trace.setSpan(context.active(), request.span), done);
    else done();
  });
  fastify.addHook('onResponse', (request: Observed, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown route';
    const durationMs = performance.now() - (request.startedAt ?? performance.now());
    const status = reply.statusCode;
    request.span?.setAttribute('http.response.status_code', status);
    if (status >= 500) request.span?.setStatus({ code: SpanStatusCode.ERROR });
    request.span?.end();
    metrics.requests.observe({ method: request.method, route, status: String(status) }, durationMs / 1000);
    const { principal } = request;
    log.info('request', {
      method: request.method, route, status, durationMs: Math.round(durationMs), storeId: principal?.stores[0], role: principal?.actingRole,
    }); // prettier-ignore
    done();
  });
}
