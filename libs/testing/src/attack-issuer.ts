import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { audienceOf, SERVICES, type ServiceName } from '@pitlane/contracts';
import { ROLES } from '@pitlane/platform';
import { CompactSign, exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTHeaderParameters } from 'jose';

const METADATA = '/.well-known/openid-configuration';
const STORES = ['SH001', 'SH002'];
/** Staff whose tokens are cut off from an hour ahead: none of theirs is worth anything. */
export const LEAVER = 'a.leaver';

/** Who a token speaks for; a staff member of both stores of one group with every role unless said otherwise. */
export interface Bearer {
  sub?: string;
  group?: string;
  stores?: unknown;
  roles?: readonly string[];
  /** Who acts in the name of `sub`. */
  act?: { sub: string };
  /** Whom the token is for: the attacked service unless said otherwise. */
  aud?: string | readonly string[];
}

interface Forgery {
  claims?: Record<string, unknown>;
  /** More claims, as JSON, after the others. */
  appended?: string;
  header?: { [Name in keyof JWTHeaderParameters]?: JWTHeaderParameters[Name] | undefined };
  key?: KeyPair['privateKey'] | Uint8Array;
}

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

const newKeys = (): Promise<KeyPair> => generateKeyPair('ES256', { extractable: true });

/** An issuer whose key a test holds: it signs what no honest issuer would. */
export class AttackIssuer {
  /** Requests for keys that a token, not the issuer's metadata, pointed at. */
  strayFetches = 0;
  /** Times that the service came for the issuer's own keys. */
  discoveries = 0;
  /** `away` answers nothing but errors, `slow` nothing at all. */
  mood: 'well' | 'away' | 'slow' = 'well';
  private jwk: JWK = {};

  private constructor(
    private readonly service: ServiceName,
    private readonly server: Server,
    private keys: KeyPair,
    private readonly stranger: KeyPair,
  ) {}

  /** An issuer of tokens for one service. */
  static async start(service: ServiceName): Promise<AttackIssuer> {
    const server = createServer();
    const issuer = new AttackIssuer(service, server, await newKeys(), await newKeys());
    await issuer.publish('house');
    const strangerJwk = { ...(await exportJWK(issuer.stranger.publicKey)), alg: 'ES256', kid: 'house' };
    server.on('request', (request, response) => {
      if (request.url === METADATA) issuer.discoveries += 1;
      if (issuer.mood === 'slow') return;
      const document = issuer.documentAt(request.url);
      if (!document) issuer.strayFetches += 1;
      response
        .writeHead(issuer.mood === 'away' ? 503 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(document ?? { keys: [strangerJwk] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  /** Signs with a new key from now on, and tells only of that. */
  async rotate(kid: string): Promise<void> {
    this.keys = await newKeys();
    await this.publish(kid);
  }

  private async publish(kid: string): Promise<void> {
    this.jwk = { ...(await exportJWK(this.keys.publicKey)), alg: 'ES256', use: 'sig', kid };
  }

  private documentAt(path = ''): object | undefined {
    if (path === METADATA) return { issuer: this.url, jwks_uri: `${this.url}/jwks` };
    return path === '/jwks' ? { keys: [this.jwk] } : undefined;
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

  /** An honest token but for its key, which the issuer does not know. */
  tokenOfUnknownKey(): Promise<string> {
    return this.sign({ key: this.stranger.privateKey, header: { kid: 'unknown' } });
  }

  /** Tokens that nobody may be let in with, by what is wrong with each. */
  async forgeries(): Promise<Record<string, string>> {
    return {
      ...(await this.signedByOthers()),
      ...(await this.allSigned({ ...this.withWrongClaims(), ...this.worn() })),
      ...(await this.damaged()),
    };
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
      'key of another issuer, unknown kid': await this.tokenOfUnknownKey(),
      'key in the header (jwk)': await this.sign({ key, header: { jwk: strangerJwk } }),
      'key at an address in the header (jku)': await this.sign({ key, header: { jku: elsewhere, kid: 'other' } }),
      'certificate at an address in the header (x5u)': await this.sign({ key, header: { x5u: elsewhere } }),
    };
  }

  private worn(): Record<string, Forgery> {
    const now = Math.floor(Date.now() / 1000);
    return {
      expired: { claims: { iat: now - 540, exp: now - 60 } },
      'expired long ago': { claims: { iat: now - 7_200, exp: now - 6_600 } },
      'not yet valid': { claims: { nbf: now + 120 } },
      'issued in the future': { claims: { iat: now + 120, exp: now + 600 } },
      'that lives longer than ten minutes': { claims: { exp: now + 601 } },
      'issued an hour ago, still valid': { claims: { iat: now - 3_600, exp: now + 60 } },
      'with an end that is no time': { claims: { exp: 'tomorrow' } },
      'of somebody who is cut off': { claims: { sub: LEAVER } },
    };
  }

  private withWrongClaims(): Record<string, Forgery> {
    const [other = 'crm'] = SERVICES.filter((name) => name !== this.service);
    const both = [audienceOf(this.service), audienceOf(other)];
    const wrong: Record<string, Forgery> = {
      'for another platform': { claims: { aud: 'urn:other' } },
      'for all services, none by name': { claims: { aud: 'urn:pitlane' } },
      'for every other service': {
        claims: { aud: SERVICES.filter((name) => name !== this.service).map((name) => audienceOf(name)) },
      },
      'of a service, for another service': { claims: { roles: ['service'], aud: audienceOf(other) } },
      'of a service, for two': { claims: { roles: ['service'], aud: both } },
      'with its stores twice': { appended: '"stores":["BJ001"]' },
      'with its roles twice': { appended: '"roles":["service-manager"]' },
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
    return wrong;
  }

  private async allSigned(forgeries: Record<string, Forgery>): Promise<Record<string, string>> {
    const tokens = Object.entries(forgeries).map(async ([name, forgery]) => [name, await this.sign(forgery)] as const);
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

  private sign({ claims = {}, appended, header = {}, key = this.keys.privateKey }: Forgery): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const honest = {
      ...{ iss: this.url, aud: audienceOf(this.service), iat: now, exp: now + 600 },
      ...{ sub: 'an.attacker', group: 'huadong', stores: STORES, roles: ROLES },
    };
    // A claim set to undefined is left out when the token is written.
    const protectedHeader = { alg: 'ES256', kid: this.jwk.kid, typ: 'at+jwt', ...header } as JWTHeaderParameters;
    const critical = header.crit === undefined ? {} : { crit: { 'x-pitlane': true } };
    const text = JSON.stringify({ ...honest, ...claims });
    const payload = appended === undefined ? text : `${text.slice(0, -1)},${appended}}`;
    return new CompactSign(Buffer.from(payload)).setProtectedHeader(protectedHeader).sign(key, critical);
  }
}
