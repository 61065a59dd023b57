import { DomainError } from '@pitlane/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, PROBLEM_JSON } from '../http/problem.js';
import { type Limits, RateLimited } from './limits.js';

class Overloaded extends DomainError {
  constructor() {
    super('overloaded', 'unavailable', 'The service is at work on as much as it can; try again in a moment.');
  }
}

/** Health and metrics are answered however busy the service is. */
export const isForOrchestrator = ({ routeOptions: { url } }: FastifyRequest): boolean =>
  url !== undefined && (url.startsWith('/health/') || url === '/metrics');

/** A `Retry-After` header. */
export const retryAfter = (waitMs: number): string => String(Math.max(Math.ceil(waitMs / 1_000), 1));

/**
 * Before a body is read or a token looked at: bounds the requests in flight, beyond which memory would grow and nothing get
 * done sooner, and turns away addresses that keep coming with tokens that are refused.
 */
export function admit(fastify: FastifyInstance, limits: Limits, mostInFlight: number): void {
  let inFlight = 0;
  fastify.addHook('onRequest', (request, reply, done) => {
    if (isForOrchestrator(request)) return done();
    if (inFlight >= mostInFlight) return refuse(request, reply, new Overloaded(), 1_000);
    const waitMs = limits.waitOfAddress(request.ip, request.headers.authorization);
    if (waitMs > 0) return refuse(request, reply, new RateLimited(), waitMs);
    inFlight += 1;
    reply.raw.once('close', () => (inFlight -= 1));
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    if (reply.statusCode === 401) limits.noteRefusedToken(request.ip);
    done();
  });
}

function refuse(request: FastifyRequest, reply: FastifyReply, error: DomainError, waitMs: number): void {
  const problem = problemOf(error, request);
  void reply
    .status(problem.status)
    .header('retry-after', retryAfter(waitMs))
    .type(PROBLEM_JSON)
    .send(JSON.stringify(problem));
}
