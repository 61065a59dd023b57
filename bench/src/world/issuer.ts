import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { audienceOf, SERVICES } from '@pitlane/contracts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const AUDIENCES = SERVICES.map((service) => audienceOf(service));
const KEY_ID = 'bench';

/** Who sends a load. */
export interface Caller {
  readonly role: string;
  readonly stores: readonly string[];
}

/**
 * An issuer of signed tokens whose keys the services fetch, like any other's. The one of `npm start` knows the staff of three
 * stores; the bench needs callers of two hundred.
 */
export class Issuer {
  private constructor(
    private readonly server: Server,
    private readonly privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'],
  ) {}

  static async start(): Promise<Issuer> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: KEY_ID }] };
    const server = createServer();
    const issuer = new Issuer(server, privateKey);
    server.on('request', ({ url }, response) => {
      const isDiscovery = url === '/.well-known/openid-configuration';
      const document = isDiscovery ? { issuer: issuer.url, jwks_uri: `${issuer.url}/jwks` } : keys;
      response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** A token of a staff member, good for ten minutes: services take none that lives longer. */
  tokenFor({ role, stores }: Caller): Promise<string> {
    return new SignJWT({ group: 'bench', stores, roles: [role] })
      .setProtectedHeader({ alg: 'ES256', kid: KEY_ID, typ: 'at+jwt' })
      .setIssuer(this.url)
      .setAudience(AUDIENCES)
      .setSubject('bench.staff')
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(this.privateKey);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
