import type { Role } from '@pitlane/platform';
import { AttackIssuer } from './attack-issuer.js';
import { callerWith, type TestCaller } from './http-client.js';
import type { TestService } from './service.js';

/** Who acts, in whose name and with whose roles. */
export interface Delegate {
  readonly id: string;
  readonly inNameOf: string;
  readonly roles: readonly Role[];
}

/** Callers in SH001 with tokens that say in whose name they act (RFC 8693), at a replica whose issuer gives such tokens. */
export function startDelegation(
  service: TestService,
  environment: Record<string, string> = {},
): (delegate: Delegate) => TestCaller {
  let issuer: AttackIssuer | undefined;
  let url = '';
  beforeAll(async () => {
    issuer = await AttackIssuer.start(service.name);
    ({ url } = await service.twin({ ...environment, AUTH_ISSUER: issuer.url }));
  }, 60_000);
  afterAll(() => issuer?.stop());
  return ({ id, inNameOf, roles }) => {
    const token = async (): Promise<string> =>
      (await issuer?.token({ sub: inNameOf, act: { sub: id }, stores: ['SH001'], roles })) ?? '';
    return callerWith(token, { url, store: 'SH001' });
  };
}
