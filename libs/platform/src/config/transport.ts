import { z } from 'zod';

/** How a program reaches its servers. */
export interface Transport {
  readonly NODE_ENV: string;
  readonly TLS_BY_MESH: boolean;
  readonly DATABASE_URL?: string | undefined;
  readonly DATABASE_OWNER_URL?: string | undefined;
  readonly NATS_URL?: string | undefined;
  readonly AUTH_ISSUER?: string | undefined;
}

/** `true` where a service mesh encrypts every connection below the program, which then may speak plainly. */
export const tlsByMesh = z.stringbool().default(false);

/** The settings that would let data travel in the clear, or to a server that nobody has checked, in production. */
export function plaintextIn(transport: Transport): { name: string; message: string }[] {
  if (transport.NODE_ENV !== 'production' || transport.TLS_BY_MESH) return [];
  const databases = (['DATABASE_URL', 'DATABASE_OWNER_URL'] as const).filter((name) => {
    const url = transport[name];
    return url !== undefined && new URL(url).searchParams.get('sslmode') !== 'verify-full';
  });
  const servers = transport.NATS_URL?.split(',') ?? [];
  return [
    ...databases.map((name) => ({ name, message: 'needs sslmode=verify-full' })),
    ...(servers.every((server) => server.startsWith('tls://')) ? [] : [{ name: 'NATS_URL', message: 'needs tls://' }]),
    ...(transport.AUTH_ISSUER?.startsWith('http:') ? [{ name: 'AUTH_ISSUER', message: 'needs https://' }] : []),
  ];
}
