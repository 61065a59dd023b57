import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '@pitlane/kernel';
import { CallbackNotAuthentic } from './gateway.errors.js';

const MOST_SECONDS_APART = 300;

export const TIMESTAMP_HEADER = 'pitlane-timestamp';
export const SIGNATURE_HEADER = 'pitlane-signature';

/** What a callback's signature stands for: where it goes, when it was sent and all that it says. */
export interface SignedCallback {
  readonly storeId: string;
  readonly gateway: string;
  readonly body: object;
}

/** HMAC-SHA-256 in hex over `seconds.store.gateway.body`, the body as canonical JSON. */
export function signatureOf({ storeId, gateway, body }: SignedCallback, seconds: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(`${seconds}.${storeId}.${gateway}.${canonicalJson(body)}`)
    .digest('hex');
}

/** The headers of a callback sent now. */
export function signedHeaders(callback: SignedCallback, at: Date, secret: string): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000));
  return { [TIMESTAMP_HEADER]: seconds, [SIGNATURE_HEADER]: signatureOf(callback, seconds, secret) };
}

/** @throws CallbackNotAuthentic when the signature is another one, or was made more than five minutes away */
export function refuseForged(
  callback: SignedCallback,
  headers: Readonly<Record<string, unknown>>,
  { at, secret }: { at: Date; secret: string },
): void {
  const seconds = headers[TIMESTAMP_HEADER];
  const given = headers[SIGNATURE_HEADER];
  if (typeof seconds !== 'string' || typeof given !== 'string' || !/^\d{1,12}$/.test(seconds)) {
    throw new CallbackNotAuthentic();
  }
  const isFresh = Math.abs(at.getTime() / 1000 - Number(seconds)) <= MOST_SECONDS_APART;
  const expected = Buffer.from(signatureOf(callback, seconds, secret));
  const signature = Buffer.from(given);
  const isGenuine = signature.length === expected.length && timingSafeEqual(signature, expected);
  if (!isFresh || !isGenuine) throw new CallbackNotAuthentic();
}
