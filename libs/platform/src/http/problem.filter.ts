import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Log } from '../telemetry/log.js';
import type { PitlaneRequest } from './command.interceptor.js';
import { problemOf, PROBLEM_JSON } from './problem.js';

/** Not authenticated, not allowed, too often. */
const REFUSED_ACCESS: ReadonlySet<number> = new Set([401, 403, 429]);

/** Every error of every route, ours and the framework's, leaves as problem+json. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<PitlaneRequest>();
    const problem = problemOf(error, request);
    if (problem.status >= 500)
      this.log.error('request failed', error, { route: request.routeOptions.url, code: problem.code });
    if (REFUSED_ACCESS.has(problem.status)) {
      const { method, routeOptions, callerId } = request;
      this.log.warn('access refused', {
        method,
        route: routeOptions.url,
        status: problem.status,
        code: problem.code,
        callerId,
      });
    }
    if (problem.status === 503) void reply.header('retry-after', '1');
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(problem.status).type(PROBLEM_JSON).send(JSON.stringify(problem));
  }
}
