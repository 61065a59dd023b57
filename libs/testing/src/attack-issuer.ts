import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ROLES } from '@pitlane/platform';
import { exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';

const AUDIENCE = 'urn:pitlane';
const STORES = ['SH001', 'SH002'];

/** Who a token speaks for; a staff member of both stores of one group with every role unless said otherwise. */
export interface Bearer {
  sub?: string;
  group?: string;
  stores?: unknown;
  roles?: readonly string[];
}

interface Forgery {
  claims?: Record<string, unknown>;
  header?: { [Name in keyof JWTHeaderParameters]?: JWTHeaderParameters[Name] | undefined };
  key?: KeyPair['privateKey'] | Uint8Array;
}

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** An issuer whose key a test holds: it signs what no honest issuer would. */
export class AttackIssuer {
  /** Requests for keys that a token, not the issuer's metadata, pointed at. */
  strayFetches = 0;

  private constructor(
    private readonly server: Server,
    private readonly keys: KeyPair,
    private readonly stranger: KeyPair,
    private readonly jwk: JWK,
  ) {}

  static async start(): Promise<AttackIssuer> {
    const [keys, stranger] = await Promise.all([
      generateKeyPair('ES256', { extractable: true }),
      generateKeyPair('ES256', { extractable: true }),
    ]);
    const server = createServer();
    const jwk = { ...(await exportJWK(keys.publicKey)), alg: 'ES256', use: 'sig', kid: 'house' };
    const issuer = new AttackIssuer(server, keys, stranger, jwk);
    const strangerJwk = { ...(await exportJWK(stranger.publicKey)), alg: 'ES256', kid: 'house' };
    const documents: Record<string, () => object> = {
      '/.well-known/openid-configuration': () => ({ issuer: issuer.url, jwks_uri: `${issuer.url}/jwks` }),
      '/jwks': () => ({ keys: [jwk] }),
    };
    server.on('request', (request, response) => {
      const document = documents[request.url ?? ''];
      if (!document) issuer.strayFetches += 1;
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify(document?.() ?? { keys: [strangerJwk] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** An honest token. */
  token(bearer: Bearer = {}): Promise<string> {
    return this.sign({ claims: { ...bearer } });
  }

  /** Tokens that nobody may be let in with, by what is wrong with each. */
  async forgeries(): Promise<Record<string, string>> {
    return { ...(await this.signedByOthers()), ...(await this.withWrongClaims()), ...(await this.damaged()) };
  }

  private async signedByOthers(): Promise<Record<string, string>> {
    const strangerJwk = await exportJWK(this.stranger.publicKey);
    const publicKey = new TextEncoder().encode(await exportSPKI(this.keys.publicKey));
    const key = this.stranger.privateKey;
    const elsewhere = `${this.url}/elsewhere`;
    return {
      'HS256 with the public key as secret': await this.sign({ header: { alg: 'HS256' }, key: publicKey }),
      'HS256 with the key set as secret': await this.sign({
        header: { alg: 'HS256' },
        key: new TextEncoder().encode(JSON.stringify(this.jwk)),
      }),
      'key of another issuer': await this.sign({ key }),
      'key of another issuer, unknown kid': await this.sign({ key, header: { kid: 'other' } }),
      'key in the header (jwk)': await this.sign({ key, header: { jwk: strangerJwk } }),
      'key at an address in the header (jku)': await this.sign({ key, header: { jku: elsewhere, kid: 'other' } }),
      'certificate at an address in the header (x5u)': await this.sign({ key, header: { x5u: elsewhere } }),
    };
  }

  private async withWrongClaims(): Promise<Record<string, string>> {
    const now = Math.floor(Date.now() / 1000);
    const wrong: Record<string, Forgery> = {
      expired: { claims: { exp: now - 120 } },
      'not yet valid': { claims: { nbf: now + 120 } },
      'for another audience': { claims: { aud: 'urn:other' } },
      'of another issuer': { claims: { iss: 'https://id.example.com' } },
      'of the issuer with a slash': { claims: { iss: `${this.url}/` } },
      'of type JWT': { header: { typ: 'JWT' } },
      'of no type': { header: { typ: undefined } },
      'with an unknown critical header': { header: { crit: ['x-pitlane'], 'x-pitlane': true } },
      'with two stores in one name': { claims: { stores: ['SH001,BJ001'] } },
      'with a store that is no list': { claims: { stores: 'SH001' } },
      'with no stores': { claims: { stores: [] } },
    };
    for (const claim of ['exp', 'iat', 'iss', 'aud', 'sub', 'group', 'stores', 'roles']) {
      wrong[`without ${claim}`] = { claims: { [claim]: undefined } };
    }
    const tokens = Object.entries(wrong).map(async ([name, forgery]) => [name, await this.sign(forgery)] as const);
    return Object.fromEntries(await Promise.all(tokens));
  }

  private async damaged(): Promise<Record<string, string>> {
    const honest = await this.token();
    const [header = '', payload = '', signature = ''] = honest.split('.');
    const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');
    const [, otherPayload = ''] = (await this.token({ sub: 'huang.manager' })).split('.');
    return {
      'algorithm none': `${part({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
      'algorithm None': `${part({ alg: 'None', typ: 'at+jwt', kid: 'house' })}.${payload}.${signature}`,
      'without its signature': `${header}.${payload}.`,
      'with the payload of another': `${header}.${otherPayload}.${signature}`,
      truncated: honest.slice(0, -10),
      garbage: 'abc.def.ghi',
      'one word': 'abc',
    };
  }

  private sign({ claims = {}, header = {}, key = this.keys.privateKey }: Forgery): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const honest = {
      ...{ iss: this.url, aud: AUDIENCE, iat: now, exp: now + 600 },
      ...{ sub: 'an.attacker', group: 'huadong', stores: STORES, roles: ROLES },
    };
    // A claim set to undefined is left out when the token is written.
    const protectedHeader = { alg: 'ES256', kid: 'house', typ: 'at+jwt', ...header } as JWTHeaderParameters;
    const critical = header.crit === undefined ? {} : { crit: { 'x-pitlane': true } };
    return new SignJWT({ ...honest, ...claims }).setProtectedHeader(protectedHeader).sign(key, critical);
  }
}
