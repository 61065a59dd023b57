import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '@pitlane/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { uuidv7 } from 'uuidv7';
import type { Principal } from '../auth/principal.js';
import { Database } from '../database/database.js';
import { type Actor, runInScope, type Scope } from '../scope/scope.js';
import { AnswerKeeper } from './answer-keeper.js';
import { CommandInProgress, type CommandRequest, type StoredAnswer } from './command.js';
import { problemOf } from './problem.js';
import { ABOUT } from './routes.js';

export interface PitlaneRequest extends FastifyRequest {
  principal?: Principal;
  /** Who has shown a valid token, let in or not. */
  callerId?: string;
  correlationId?: string;
}

interface Command {
  readonly scope: Scope;
  readonly principal: Principal;
  readonly run: () => Promise<unknown>;
  /** The property of the answer that names the person whom it is about. */
  readonly about: string | undefined;
}

const KEY = /^[\x21-\x7e]{1,255}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const VERSION_TAG = /^"(\d{1,9})"$/;

/** Runs each request in the scope of its caller; commands also under their `Idempotency-Key`. */
@Injectable()
export class CommandInterceptor implements NestInterceptor {
  constructor(
    private readonly db: Database,
    private readonly reflector: Reflector,
    private readonly keeper: AnswerKeeper,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<PitlaneRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const { principal } = request;
    if (!principal) return next.handle();
    const scope = scopeOf(principal, request);
    const run = (): Promise<unknown> => lastValueFrom(next.handle());
    if (request.method === 'GET' || request.method === 'HEAD') {
      return from(runInScope(scope, run).then((view) => tagged(view, reply)));
    }
    const about = this.reflector.get<string | undefined>(ABOUT, context.getHandler());
    return from(this.command(request, reply, { scope, principal, run, about }));
  }

  private async command(
    request: PitlaneRequest,
    reply: FastifyReply,
    { scope, principal, run, about }: Command,
  ): Promise<string> {
    const asked: CommandRequest = {
      key: idempotencyKeyOf(request),
      storeId: scope.stores.length === 1 ? (scope.stores[0] ?? '-') : '-',
      principal: `${principal.issuer} ${principal.id}`,
      content: [request.method, request.routeOptions.url, request.params, request.body ?? null],
      isAboutPerson: about !== undefined,
      ...ifMatchOf(request),
    };
    const command = new CommandInProgress(asked, this.keeper);
    const answer = await command
      .answer(this.db, scope, async () => {
        const view = await run();
        const answer = { status: reply.statusCode, etag: etagOf(view), body: JSON.stringify(view ?? null) };
        return about === undefined ? answer : { ...answer, personId: personIn(view, about) };
      })
      .catch(async (error: unknown) => {
        if (error instanceof DomainError && isLasting(error)) {
          const refusal = refusalOf(error, request);
          const kept = await command.keepRefusal(this.db, scope, refusal);
          if (kept !== refusal) return kept;
        }
        throw error;
      });
    return send(reply, answer);
  }
}

/** A refusal by the state or the rules; not one by load, by a race or by rights, which may pass. */
const isLasting = ({ kind, code }: DomainError): boolean =>
  (kind === 'conflict' && code !== 'request_in_progress') || (kind === 'invalid' && code !== 'idempotency_key_reused');

function refusalOf(error: DomainError, request: PitlaneRequest): StoredAnswer {
  const problem = problemOf(error, request);
  return { status: problem.status, etag: null, body: JSON.stringify(problem) };
}

function send(reply: FastifyReply, { status, etag, body }: StoredAnswer): string {
  void reply
    .status(status)
    .type(status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json; charset=utf-8');
  if (etag) void reply.header('etag', etag);
  return body;
}

function tagged(view: unknown, reply: FastifyReply): unknown {
  const etag = etagOf(view);
  if (etag) void reply.header('etag', etag);
  return view;
}

/** @throws Error when the answer does not name the person whom its route says that it is about */
function personIn(view: unknown, property: string): string {
  const personId = (view as Readonly<Record<string, unknown>> | null)?.[property];
  if (typeof personId !== 'string') throw new Error(`An answer about a person has no ${property}.`);
  return personId;
}

/** `"7"` for a view with `version: 7` */
function etagOf(view: unknown): string | null {
  if (typeof view !== 'object' || view === null || !('version' in view)) return null;
  return typeof view.version === 'number' ? `"${view.version}"` : null;
}

function scopeOf(principal: Principal, request: PitlaneRequest): Scope {
  return {
    stores: principal.stores,
    groupId: principal.groupId,
    actor: actorOf(principal),
    correlationId: request.correlationId ?? uuidv7(),
    ...reasonOf(request.body),
  };
}

const actorOf = ({ id, actingRole: role, onBehalfOf }: Principal): Actor => ({
  id,
  role,
  ...(onBehalfOf !== undefined && { onBehalfOf }),
});

/** What a body gives as its reason; validation has yet to see whether the command takes one. */
function reasonOf(body: unknown): Pick<Scope, 'reason'> {
  const reason = typeof body === 'object' && body !== null && 'reason' in body ? body.reason : undefined;
  return typeof reason === 'string' ? { reason } : {};
}

function idempotencyKeyOf(request: PitlaneRequest): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined) {
    throw new DomainError('idempotency_key_required', 'malformed', 'Send an Idempotency-Key with every command.');
  }
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new DomainError(
      'idempotency_key_invalid',
      'malformed',
      'An Idempotency-Key has 1 to 255 visible ASCII characters.',
    );
  }
  return key;
}

function ifMatchOf(request: PitlaneRequest): { ifMatch?: { id: string; version: number } } {
  const tag = request.headers['if-match'];
  const id = (request.params as Record<string, string | undefined> | undefined)?.['id'];
  if (tag === undefined || tag === '*' || id === undefined || !UUID.test(id)) return {};
  const version = VERSION_TAG.exec(tag)?.[1];
  if (version === undefined)
    throw new DomainError('etag_invalid', 'malformed', 'If-Match takes one ETag, such as "7".');
  return { ifMatch: { id, version: Number(version) } };
}
