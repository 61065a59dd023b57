import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { PitlaneRequest } from '../http/command.interceptor.js';

/** Who works at a dealership (domain.md), and the machines. */
export const ROLES = [
  'service-advisor', 'booking-agent', 'foreman', 'technician', 'technical-expert', 'quality-inspector', 'parts-clerk', 'parts-buyer',
  'purchase-approver', 'cashier', 'claims-clerk', 'crm-agent', 'service-manager', 'group-admin', 'group-auditor', 'customer',
  'integration', 'platform-operator', 'service',
] as const; // prettier-ignore
export type Role = (typeof ROLES)[number];

/** The caller, from a verified token. */
export interface Principal {
  /** The staff id of the one who acts: whatever is recorded of a person, or asked of two, is theirs. */
  readonly id: string;
  /** In whose name and by whose rights, where that is another's; for the audit log. */
  readonly onBehalfOf?: string;
  readonly issuer: string;
  readonly groupId: string;
  readonly roles: readonly Role[];
  /** The role by which the route let the caller in. */
  readonly actingRole: Role;
  /** Stores of the token, narrowed by the header `Pitlane-Store`. */
  readonly stores: readonly string[];
}

/** The caller, as a parameter of a route. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<PitlaneRequest>();
  if (!principal) throw new Error('A public route has no caller.');
  return principal;
});
