import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audienceOf } from '@pitlane/contracts';
import { AttackIssuer, type Bearer } from '../attack-issuer.js';
import { eventually, startService } from '../index.js';
import { NotebookModule, notebookMigrations } from './notebook.js';

const { jest } = import.meta;
const CLERK: Bearer = { stores: ['SH001'], roles: ['parts-clerk'] };
const TIMERS = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const; // prettier-ignore

/** Moves what `Date` says, and stops it there; timers run on. */
const later = (seconds: number): void => {
  const now = Date.now() + seconds * 1000;
  jest.useFakeTimers({ doNotFake: [...TIMERS], now });
};

describe('tokens of an issuer', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);
  let issuer: AttackIssuer;
  let url: string;

  beforeEach(async () => {
    issuer = await AttackIssuer.start('parts');
    url = (await notebook.twin({ AUTH_ISSUER: issuer.url })).url;
  });
  afterEach(async () => {
    jest.useRealTimers();
    await issuer.stop();
  });

  const knock = async (token: string, base = url): Promise<number> => {
    const response = await fetch(`${base}/v1/notes`, { headers: { authorization: `Bearer ${token}` } });
    return response.status;
  };

  it('open a service that is one of several that they are for', async () => {
    const aud = [audienceOf('crm'), audienceOf('parts')];
    expect(await knock(await issuer.token({ ...CLERK, aud }))).toBe(200);
  });

  it.each(['away', 'slow'] as const)(
    'are checked with the keys that are known while the issuer is %s',
    async (mood) => {
      expect(await knock(await issuer.token(CLERK))).toBe(200);
      issuer.mood = mood;
      later(3_600);
      expect(await knock(await issuer.token(CLERK))).toBe(200);
    },
  );

  it('let nobody in, and blame nobody, before the issuer ever gave its keys', async () => {
    issuer.mood = 'away';
    const token = await issuer.token(CLERK);
    expect(await knock(token)).toBe(503);
    issuer.mood = 'well';
    expect(await knock(token)).toBe(200);
  });

  it('count under a new key at once, and no longer under the old one', async () => {
    const old = await issuer.token(CLERK);
    expect(await knock(old)).toBe(200);
    later(31);
    await issuer.rotate('new house');
    expect(await knock(await issuer.token(CLERK))).toBe(200);
    expect(await knock(old)).toBe(401);
  });

  it('no longer count under a withdrawn key minutes later, though no new key was seen', async () => {
    const old = await issuer.token(CLERK);
    expect(await knock(old)).toBe(200);
    await issuer.rotate('new house');
    later(301);
    await eventually(async () => ((await knock(old)) === 401 ? true : undefined));
  });

  it.each(['well', 'away'] as const)(
    'of unknown keys make it ask once in half a minute, the issuer being %s',
    async (mood) => {
      expect(await knock(await issuer.token(CLERK))).toBe(200);
      const unknown = await issuer.tokenOfUnknownKey();
      issuer.mood = mood;
      const flood = async (): Promise<number[]> => [
        ...new Set(await Promise.all(Array.from({ length: 50 }, () => knock(unknown)))),
      ];
      for (const fetches of [2, 3]) {
        later(31);
        expect([await flood(), await flood()]).toEqual([[401], [401]]);
        expect(issuer.discoveries).toBe(fetches);
      }
    },
  );
});

describe('staff who are cut off', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pitlane-tokens-'));
  const path = join(folder, 'cutoffs.json');
  let writes = 0;
  const write = (text: string): void => {
    writeFileSync(path, text);
    utimesSync(path, 1_000_000 + (writes += 1), 1_000_000 + writes);
  };
  const cutOff = (sub: string, at: Date): void =>
    write(JSON.stringify({ cutoffs: [{ sub, notBefore: at.toISOString() }] }));
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are refused from the moment on that the list names, others are not, and a broken list changes nothing', async () => {
    write('{"cutoffs":[]}');
    const twin = await notebook.twin({ STAFF_CUTOFFS_FILE: path });
    const isOut = async (who: string): Promise<boolean> => (await twin.as(who).get('/v1/notes')).status === 401;
    expect(await isOut('zhu.parts')).toBe(false);

    cutOff('zhu.parts', new Date(Date.now() + 60_000));
    await eventually(async () => ((await isOut('zhu.parts')) ? true : undefined));
    expect(await isOut('sun.foreman')).toBe(false);

    write('not JSON');
    later(2);
    expect(await isOut('zhu.parts')).toBe(true);
    jest.useRealTimers();

    cutOff('zhu.parts', new Date(Date.now() - 900_000));
    await eventually(async () => ((await isOut('zhu.parts')) ? undefined : true));
  });

  it('do not start a service whose list is not there', async () => {
    await expect(notebook.twin({ STAFF_CUTOFFS_FILE: join(folder, 'missing.json') })).rejects.toThrow('ENOENT');
  });
});
