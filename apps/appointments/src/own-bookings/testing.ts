import { CustomerPasses } from '@pitlane/platform';
import type { TestAnswer, TestService } from '@pitlane/testing';

export interface OwnCaller {
  get<Body = Record<string, unknown>>(path: string): Promise<TestAnswer<Body>>;
  post<Body = Record<string, unknown>>(path: string, body?: object, key?: string): Promise<TestAnswer<Body>>;
}

/** A customer who has shown a pass of crm's. */
export function withPass(
  service: TestService,
  { customerId, storeId = 'SH001', groupId = 'huadong' }: { customerId: string; storeId?: string; groupId?: string },
): OwnCaller {
  const headers = async (key?: string): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await service.get(CustomerPasses).sign({ customerId, storeId, groupId })}`,
    ...(key !== undefined && { 'idempotency-key': key }),
  });
  const caller = service.as('service-advisor', { store: storeId });
  return {
    get: async (path) => caller.get(path, await headers()),
    post: async (path, body, key) => caller.post(path, body, await headers(key)),
  };
}
