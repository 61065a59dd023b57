import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROGRAM = resolve(import.meta.dirname, '../supply-chain.mjs');
const HASH = `sha512-${'A'.repeat(86)}==`;

/** What the program says of a repository with these files. */
function checked(files: Record<string, string>): { status: number | null; output: string } {
  const root = mkdtempSync(join(tmpdir(), 'pitlane-supply-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
    for (const args of [
      ['init', '--quiet'],
      ['add', '--all'],
    ])
      execFileSync('git', args, { cwd: root });
    const { status, stdout } = spawnSync(process.execPath, [PROGRAM, '--offline', '--root', root], {
      encoding: 'utf8',
    });
    return { status, output: stdout };
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** A repository that needs one package, locked so. */
function repository(locked: Record<string, string>, wanted = '1.0.0'): Record<string, string> {
  const dependencies = { 'left-pad': wanted };
  const packages = {
    '': { name: 'shop', version: '1.0.0', dependencies: { 'left-pad': '1.0.0' } },
    'node_modules/left-pad': { version: '1.0.0', ...locked },
  };
  return {
    'package.json': JSON.stringify({ name: 'shop', version: '1.0.0', dependencies }),
    'package-lock.json': JSON.stringify({ name: 'shop', version: '1.0.0', lockfileVersion: 3, packages }),
  };
}

describe('what comes in from outside, and what must not go out', () => {
  it('passes with every part by its hash, and writes the bill of materials', () => {
    const { status, output } = checked(repository({ integrity: HASH }));
    expect(output).not.toContain('FAILED');
    expect(output).toMatch(/passed +bill of materials/);
    expect(status).toBe(0);
  });

  it.each([
    ['a part from an address of its own', repository({ integrity: HASH, resolved: 'https://elsewhere.example/a.tgz' }), 'elsewhere.example'],
    ['a part without a hash that holds', repository({ integrity: 'sha1-AAAA' }), 'has no sha512'],
    ['a lock file that is not that of package.json', repository({ integrity: HASH }, '2.0.0'), 'does not fit'],
    ['a private key', { ...repository({ integrity: HASH }), 'tls.key': `-----BEGIN PRIVATE KEY-----\n${'MIGHAgEA'.repeat(8)}\n` }, 'tls.key: a private key'],
    ['the seed of an nkey', { ...repository({ integrity: HASH }), '.env': `SEED=SU${'A2'.repeat(28)}\n` }, '.env: the seed of an nkey'],
    ['a signed token', { ...repository({ integrity: HASH }), 'a.md': `eyJ${'a'.repeat(12)}.eyJ${'b'.repeat(12)}.${'c'.repeat(30)}` }, 'a.md: a signed token'],
  ])('fails on %s', (_what, files, says) => {
    const { status, output } = checked(files);
    expect(output).toContain(says);
    expect(status).toBe(1);
  }); // prettier-ignore
});
