import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Config } from '../config/config.js';
import { NoSuchLink, SecretLinks } from './secret-links.js';

const linksOf = (CURSOR_SECRET: string) => new SecretLinks({ CURSOR_SECRET } as Config);
const links = linksOf('one secret');

describe('a secret link', () => {
  it('names its id, in characters that stand in an address', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const token = links.tokenFor('visit', id);
        expect(token).toMatch(/^[A-Za-z0-9_-]{64}$/);
        expect(links.idIn('visit', token)).toBe(id);
      }),
    );
  });

  it('is worth nothing for another purpose, under another secret, or with one character changed', () => {
    const token = links.tokenFor('visit', randomUUID());
    expect(() => links.idIn('calendar-feed', token)).toThrow(NoSuchLink);
    expect(() => linksOf('another secret').idIn('visit', token)).toThrow(NoSuchLink);
    for (let at = 0; at < token.length; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect(() => links.idIn('visit', changed)).toThrow(NoSuchLink);
    }
  });

  it('has a secret of its own where one is given, so that another may be exchanged', () => {
    const [id, config] = [randomUUID(), { LINK_SECRET: 'of links' }];
    const token = new SecretLinks({ ...config, CURSOR_SECRET: 'before' } as Config).tokenFor('visit', id);
    expect(new SecretLinks({ ...config, CURSOR_SECRET: 'after' } as Config).idIn('visit', token)).toBe(id);
  });

  it.each(['', 'x', '../..', 'ü'.repeat(64), '='.repeat(64), randomBytes(48).toString('base64url'), 'A'.repeat(200)])(
    'is not %s',
    (token) => expect(() => links.idIn('visit', token)).toThrow(NoSuchLink),
  );
});
