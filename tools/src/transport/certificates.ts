import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR_MS = 3_600_000;

/** Files of an authority and of a server on this machine that it vouches for. */
export interface Certificates {
  readonly ca: string;
  readonly server: string;
  readonly key: string;
}

/** Makes an authority and a certificate for `localhost`, good for an hour. */
export async function makeCertificates(dir: string): Promise<Certificates> {
  mkdirSync(dir, { recursive: true });
  const files = { ca: join(dir, 'ca.pem'), server: join(dir, 'server.pem'), key: join(dir, 'server.key') };
  const period = { notBefore: new Date(Date.now() - HOUR_MS), notAfter: new Date(Date.now() + HOUR_MS) };
  const authorityKeys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Pitlane test authority',
    keys: authorityKeys,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
    ...period,
  });
  const serverKeys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const server = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
    ...period,
  });
  const key = await crypto.subtle.exportKey('pkcs8', serverKeys.privateKey);
  writeFileSync(files.ca, authority.toString('pem'));
  writeFileSync(files.server, server.toString('pem'));
  writeFileSync(files.key, x509.PemConverter.encode(key, 'PRIVATE KEY'), { mode: 0o600 });
  return files;
}
