import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '@pitlane/kernel';
import type { PitlaneRequest } from '../http/command.interceptor.js';
import { ACCESS, type Access } from './allow.js';
import { InvalidToken, TokenVerifier } from './token-verifier.js';

const BEARER = /^Bearer ([A-Za-z0-9._~+/=-]{1,8000})$/i;

/** Deny by default: only a declared role with a valid token passes. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<PitlaneRequest>();
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new InvalidToken();
    const caller = await this.tokens.verify(token);
    request.callerId = caller.id;
    const actingRole = caller.roles.find((role) => access?.roles.includes(role));
    if (actingRole === undefined) throw new DomainError('forbidden', 'forbidden', 'Your role does not allow this.');
    request.principal = { ...caller, actingRole, stores: narrowed(caller.stores, request.headers['pitlane-store']) };
    return true;
  }
}

/** The header chooses among the token's stores; it never adds one. */
function narrowed(stores: readonly string[], header: string | string[] | undefined): readonly string[] {
  if (header === undefined) return stores;
  if (typeof header !== 'string' || !stores.includes(header)) {
    throw new DomainError('store_forbidden', 'forbidden', 'You do not work in this store.');
  }
  return [header];
}
