import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Committed } from './committed.js';

describe('the contracts that were committed', () => {
  let root: string;
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const commit = (text: string): string => {
    mkdirSync(join(root, 'schemas'), { recursive: true });
    writeFileSync(join(root, 'schemas', 'a.json'), text);
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', text);
    return git('rev-parse', 'HEAD');
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'committed-'));
    git('init', '--quiet', '--initial-branch', 'main');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('are not there before the first commit', () => {
    expect(Committed.at(root, 'HEAD')).toBeUndefined();
    expect(Committed.beforeBranch(root)).toBeUndefined();
  });

  it('are read from the revision, not from the working tree', () => {
    commit('first');
    writeFileSync(join(root, 'schemas', 'a.json'), 'not committed');

    const head = Committed.at(root, 'HEAD');
    expect([...(head?.files('schemas') ?? [])]).toEqual([['a.json', 'first']]);
    expect([...(head?.files('samples') ?? [])]).toEqual([]);
  });

  it('on a branch are those where it left the main branch', () => {
    const fork = commit('first');
    git('checkout', '--quiet', '-b', 'feature');
    commit('second');
    commit('third');
    expect(Committed.beforeBranch(root)?.revision).toBe(fork);
  });

  it('on the main branch are those of the commit before', () => {
    const first = commit('first');
    commit('second');
    expect(Committed.beforeBranch(root)?.revision).toBe(first);
  });
});
