import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { applied } from './edit.js';
import { ALL } from './edits.js';
import { MUTANTS } from './mutants.js';

const ROOT = resolve(import.meta.dirname, '../../../..');

describe('the edits of the chaos driver', () => {
  it.each(ALL.map((edit) => [edit.name, edit] as const))('%s finds its places in the build', (_name, { places }) => {
    expect(places.length).toBeGreaterThan(0);
    for (const place of places) {
      const source = readFileSync(join(ROOT, place.file), 'utf8');
      expect(applied(place, source)).not.toBe(source);
    }
  });

  it('refuses a place that is not there, or there twice', () => {
    const place = { file: 'some.js', find: 'here', put: 'there' };
    expect(() => applied(place, 'gone')).toThrow('0 times');
    expect(() => applied({ ...place, find: 'e' }, 'here')).toThrow('2 times');
    expect(applied(place, 'go here now')).toBe('go there now');
  });

  it('has at least twenty mutants with names of their own', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(20);
    expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
  });

  it('changes also what the hook itself is made with', () => {
    const hook = join(ROOT, 'tools/dist/chaos/edits/load-hook.js');
    const program = `import('@pitlane/kernel').then(({ containedTaxFen }) => console.log(containedTaxFen(19_600, 1300)))`;
    const taxFen = (edits: string): string =>
      execFileSync(process.execPath, ['--import', hook, '-e', program], {
        cwd: join(ROOT, 'tools'),
        env: { ...process.env, CHAOS_EDITS: edits },
        encoding: 'utf8',
      }).trim();
    expect([taxFen(''), taxFen('rounded-down')]).toEqual(['2255', '2254']);
  });
});
