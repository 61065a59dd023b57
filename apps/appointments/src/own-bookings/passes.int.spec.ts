import { CONFIG, type Config, CustomerPasses } from '@pitlane/platform';
import { startService, tokenOf } from '@pitlane/testing';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { AppointmentsServiceModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const OWN = '/v1/own/vehicles';
const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
const d = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
const house = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', d, x }, format: 'jwk' });
const holder = { customerId: '01990000-0000-7000-8000-000000000001', groupId: 'huadong', storeId: 'SH001' };

const statusWith = async (token: string, path = OWN, url?: string): Promise<number> =>
  (await fetch(`${url ?? (await service.url)}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;

interface Wrong {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, string>;
  readonly key?: KeyObject;
}

/** A pass as crm signs it, but for what is said to be wrong. */
function passWith({ claims, header, key = house }: Wrong = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const honest = {
    ...{ iss: 'urn:pitlane:crm', aud: 'urn:pitlane:appointments', sub: holder.customerId },
    ...{ group: 'huadong', store: 'SH001', iat: now, exp: now + 600 },
  };
  return new SignJWT({ ...honest, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'customer-pass+jwt', kid: x, ...header })
    .sign(key);
}

describe('a pass', () => {
  it('lets its customer in, and nobody who shows it where customers have no business', async () => {
    expect(await statusWith(await passWith())).toBe(200);
    for (const path of ['/v1/appointments', '/v1/free-slots?operationCodes=MNT-001&day=2026-11-23', '/v1/week-board']) {
      expect(await statusWith(await passWith(), path)).toBe(403);
    }
  });

  const now = Math.floor(Date.now() / 1000);
  const stranger = generateKeyPairSync('ed25519').privateKey;
  it.each<[string, Wrong]>([
    ['signed by another', { key: stranger }],
    ['of another issuer', { claims: { iss: 'urn:pitlane:billing' } }],
    ['for another service', { claims: { aud: 'urn:pitlane:workshop' } }],
    ['that is over', { claims: { iat: now - 700, exp: now - 100 } }],
    ['that lives too long', { claims: { iat: now - 700, exp: now + 600 } }],
    ['of nobody', { claims: { sub: 'chen.advisor' } }],
    ['without a store', { claims: { store: '' } }],
    ['of another type', { header: { typ: 'at+jwt' } }],
    ['of an unknown key', { header: { kid: 'other' } }],
  ])('%s is refused', async (_, wrong) => expect(await statusWith(await passWith(wrong))).toBe(401));

  it('gives no role but that of a customer', async () => {
    expect(await statusWith(await passWith({ claims: { roles: ['service-manager'] } }), '/v1/week-board')).toBe(403);
  });

  it('is no token of a person, nor the reverse', async () => {
    const token = await tokenOf('wang.customer', 'appointments');
    expect(await statusWith(token)).toBe(200);
    const [, payload = '', signature = ''] = token.split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'customer-pass+jwt' })).toString('base64url');
    expect(await statusWith(`${header}.${payload}.${signature}`)).toBe(401);
  });

  it('counts under each of two keys while one follows the other', async () => {
    const next = generateKeyPairSync('ed25519').privateKey;
    const { x: nextX = '', d: nextD = '' } = next.export({ format: 'jwk' });
    const { url } = await service.twin({ CUSTOMER_PASS_PUBLIC_KEYS: `${x},${nextX}` });
    const config = { ...service.app.get<Config>(CONFIG, { strict: false }), CUSTOMER_PASS_KEY: `${nextD}.${nextX}` };
    const pass = await new CustomerPasses(config).sign(holder);
    expect(await statusWith(pass, OWN, url)).toBe(200);
    expect(await statusWith(await passWith(), OWN, url)).toBe(200);
    expect(await statusWith(pass)).toBe(401);
  });

  it('is worth nothing in production without a key', async () => {
    const config = { ...service.app.get<Config>(CONFIG, { strict: false }), NODE_ENV: 'production' as const };
    await expect(new CustomerPasses(config).verify(await passWith())).rejects.toThrow();
  });
});
