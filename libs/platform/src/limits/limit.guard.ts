import { type CanActivate, type CustomDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import type { PitlaneRequest } from '../http/command.interceptor.js';
import { isForOrchestrator, retryAfter } from './admission.js';
import { Limits, RateLimited } from './limits.js';

const COST = 'pitlane:cost';

/** How many usual requests one of this route counts for: it finds people, exports much, or takes what others want. Default 1. */
export const Costs = (cost: number): CustomDecorator => SetMetadata(COST, cost);

/** After authentication: holds each person and each store, or the address of who needs no token, to its rate. */
@Injectable()
export class LimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: Limits,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<PitlaneRequest>();
    if (isForOrchestrator(request)) return true;
    const { principal, ip, headers } = request;
    const cost = this.reflector.getAllAndOverride<number | undefined>(COST, [context.getHandler()]) ?? 1;
    if (principal && headers.authorization !== undefined) this.limits.noteAcceptedToken(headers.authorization);
    const waitMs = principal ? this.limits.takeForPrincipal(principal, cost) : this.limits.takeForAddress(ip, cost);
    if (waitMs === 0) return true;
    void context.switchToHttp().getResponse<FastifyReply>().header('retry-after', retryAfter(waitMs));
    throw new RateLimited();
  }
}
