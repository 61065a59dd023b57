import { HttpException } from '@nestjs/common';
import { DomainError, type RefusalKind } from '@pitlane/kernel';
import type { FastifyRequest } from 'fastify';
import { isLockTimeout, isRetryable, isUnavailable } from '../database/transient.js';
import { currentTraceId } from '../telemetry/tracing.js';
import { InvalidInput } from './validation.js';

/** RFC 9457, with our `code`, `errors` and `traceId`; a rule's details stand beside them. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  errors?: { pointer: string; code: string }[];
  traceId?: string;
  [detail: string]: unknown;
}

const STATUS: Readonly<Record<RefusalKind, number>> = {
  conflict: 409,
  invalid: 422,
  malformed: 400,
  'not-found': 404,
  forbidden: 403,
  unauthenticated: 401,
  'precondition-failed': 412,
  'rate-limited': 429,
  unavailable: 503,
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  409: 'Refused by a rule',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Invalid input',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Internal error',
  503: 'Try again later',
};

const FRAMEWORK_CODES: Readonly<Record<number, string>> = {
  400: 'malformed_request',
  401: 'invalid_token',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  422: 'validation_failed',
  429: 'rate_limited',
  431: 'headers_too_large',
  503: 'unavailable',
};

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

interface Content {
  status: number;
  code: string;
  detail: string;
  more?: Readonly<Record<string, unknown>>;
}

/** What a client may know of an error: no stack, no SQL, no values that it did not send in the path. */
export function problemOf(error: unknown, request: Pick<FastifyRequest, 'url'>): Problem {
  const { status, code, detail, more } = contentOf(error);
  const traceId = currentTraceId();
  return {
    ...more,
    type: `https://pitlane.dev/problems/${code.toLowerCase().replaceAll('.', '/')}`,
    title: TITLES[status] ?? 'Error',
    status,
    detail,
    instance: request.url.split('?')[0]?.slice(0, 200) ?? '',
    code,
    ...(traceId && { traceId }),
  };
}

/** The problem for a status that the framework or the parser of HTTP chose. */
export function frameworkProblem(status: number, request: Pick<FastifyRequest, 'url'>): Problem {
  return problemOf(new HttpException('', status), request);
}

function contentOf(error: unknown): Content {
  if (error instanceof InvalidInput) {
    return { status: 422, code: error.code, detail: error.message, more: { errors: error.errors } };
  }
  if (error instanceof DomainError) {
    // `status` is the problem's own: a refusal's state stands as `current`.
    const { pointer, status: current, ...details } = error.details;
    const errors = typeof pointer === 'string' ? { errors: [{ pointer, code: error.code }] } : {};
    return {
      status: STATUS[error.kind],
      code: error.code,
      detail: error.message,
      more: { ...details, ...(current !== undefined && { current }), ...errors },
    };
  }
  if (error instanceof HttpException) {
    const status = error.getStatus();
    const code = FRAMEWORK_CODES[status] ?? (status < 500 ? 'malformed_request' : 'internal_error');
    return { status, code, detail: `${TITLES[status] ?? 'Error'}.` };
  }
  if (isLockTimeout(error) || isRetryable(error) || isUnavailable(error)) {
    return { status: 503, code: 'database_busy', detail: 'The database is busy or away; try again in a moment.' };
  }
  return { status: 500, code: 'internal_error', detail: 'Something went wrong on our side.' };
}
