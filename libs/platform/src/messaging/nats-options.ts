import { type NodeConnectionOptions, nkeyAuthenticator, type TlsOptions } from '@nats-io/transport-node';
import { z } from 'zod';

const optionalText = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value));

/** Settings of a connection to the broker, as environment variables. */
export const NATS_SETTINGS = {
  /** Servers, by commas; `tls://` asks for TLS and refuses a server that has none. */
  NATS_URL: optionalText,
  /** The user's name: its inbox is called after it, also where a key takes the place of the password. */
  NATS_USER: optionalText,
  NATS_PASSWORD: optionalText,
  /** Seed of the user's nkey (`SU…`): it signs what the server asks, and never leaves the process. */
  NATS_NKEY_SEED: optionalText,
  /** Whom to trust; without it, who the system trusts. */
  NATS_CA_FILE: optionalText,
  /** The client's own certificate, where the server asks for one. */
  NATS_CERT_FILE: optionalText,
  NATS_KEY_FILE: optionalText,
};

export type NatsSettings = { readonly [Name in keyof typeof NATS_SETTINGS]?: string | undefined };

/** What the client needs to connect and to stay connected. */
export function natsOptions(settings: NatsSettings, name: string): NodeConnectionOptions {
  const { NATS_URL = '', NATS_USER, NATS_PASSWORD, NATS_NKEY_SEED } = settings;
  return {
    servers: NATS_URL.split(','),
    ...(NATS_NKEY_SEED !== undefined
      ? { authenticator: nkeyAuthenticator(new TextEncoder().encode(NATS_NKEY_SEED)) }
      : {
          ...(NATS_USER !== undefined && { user: NATS_USER }),
          ...(NATS_PASSWORD !== undefined && { pass: NATS_PASSWORD }),
        }),
    ...(NATS_URL.startsWith('tls://') && { tls: tlsOptions(settings) }),
    name,
    inboxPrefix: `_INBOX_${NATS_USER ?? name}`,
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true, // a broker that comes back before its users are told to it refuses them for a moment, not for good
    reconnectTimeWait: 250,
    noAsyncTraces: true, // a stack for each publish, in case it fails, costs more than the publish
    timeout: 5_000,
  };
}

const tlsOptions = ({ NATS_CA_FILE, NATS_CERT_FILE, NATS_KEY_FILE }: NatsSettings): TlsOptions => ({
  ...(NATS_CA_FILE !== undefined && { caFile: NATS_CA_FILE }),
  ...(NATS_CERT_FILE !== undefined && { certFile: NATS_CERT_FILE }),
  ...(NATS_KEY_FILE !== undefined && { keyFile: NATS_KEY_FILE }),
});
