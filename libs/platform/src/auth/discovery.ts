import { z } from 'zod';

/**
 * An address of an issuer, by its own word (OpenID Connect Discovery).
 * @throws Error when it can't be reached or does not say
 */
export async function discover(issuer: string, name: 'jwks_uri' | 'token_endpoint'): Promise<URL> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(3_000), redirect: 'error' });
  const metadata = z.record(z.string(), z.unknown()).parse(await response.json());
  return new URL(z.url().parse(metadata[name]));
}
