import { Inject, Injectable } from '@nestjs/common';
import { audienceOf, type ServiceName } from '@pitlane/contracts';
import { z } from 'zod';
import { CONFIG, type Config } from '../config/config.js';
import { discover } from './discovery.js';

const answer = z.object({ access_token: z.string(), expires_in: z.number() });

/** The service's own access tokens (client credentials), one for each service that it calls, kept until half a minute before they end. */
@Injectable()
export class ServiceToken {
  private readonly cached = new Map<ServiceName, { token: string; until: number }>();

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @throws Error when the issuer gives none */
  async for(target: ServiceName): Promise<string> {
    const cached = this.cached.get(target);
    if (cached && cached.until > Date.now()) return cached.token;
    const { AUTH_ISSUER, AUTH_CLIENT_ID, AUTH_CLIENT_SECRET, AUTH_AUDIENCE_PREFIX } = this.config;
    if (AUTH_CLIENT_ID === undefined || AUTH_CLIENT_SECRET === undefined)
      throw new Error('AUTH_CLIENT_ID and AUTH_CLIENT_SECRET are not set.');
    const response = await fetch(await discover(AUTH_ISSUER, 'token_endpoint'), {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${encodeURIComponent(AUTH_CLIENT_ID)}:${encodeURIComponent(AUTH_CLIENT_SECRET)}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        resource: audienceOf(target, AUTH_AUDIENCE_PREFIX),
      }),
      signal: AbortSignal.timeout(3_000),
    });
    const { access_token, expires_in } = answer.parse(await response.json());
    this.cached.set(target, { token: access_token, until: Date.now() + (expires_in - 30) * 1000 });
    return access_token;
  }
}
