import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

/** A rule, a file it holds for, snippets that it refuses there and snippets that it lets pass. */
interface Case {
  rule: string;
  file: string;
  refused?: string[];
  allowed?: string[];
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONTROLLER = 'apps/parts/src/lots/lots.controller.ts';
const DTO = 'apps/parts/src/lots/lot.dto.ts';
const ENTITY = 'apps/parts/src/lots/lot.entity.ts';
const ERRORS = 'apps/parts/src/lots/lot.errors.ts';
const INT_SPEC = 'apps/parts/src/lots/lots.int.spec.ts';
const KERNEL = 'libs/kernel/src/money.ts';
const PLATFORM = 'libs/platform/src/http/paging.ts';
const PROGRAM = 'tools/bench.mjs';
const QUERIES = 'apps/parts/src/lots/lots.queries.ts';
const SERVICE = 'apps/parts/src/lots/lots.service.ts';
const SPEC = 'apps/parts/src/lots/lot.spec.ts';
const SUBSCRIBER = 'apps/parts/src/lots/lots.subscriber.ts';

const lines = (count: number): string => 'count += 1;\n'.repeat(count);
const functionOf = (count: number): string => `function f() {\n${lines(count - 2)}}`;
const chapterOf = (count: number): string => `describe('lots', () => {\n${lines(count)}});`;
const importsOf = (...modules: string[]): string[] => modules.map((from) => `import { It } from '${from}';`);

const CODE: Case[] = [
  {
    rule: 'pitlane/clock',
    file: SERVICE,
    refused: ['const at = new Date();', 'Date.now();', 'Date();', 'Temporal.Now.instant();'],
    allowed: ["new Date('2026-11-21T09:30:00Z');", 'new Date(event.completedAt);', 'clock.now();'],
  },
  { rule: 'pitlane/clock', file: KERNEL, refused: ['const at = new Date();'] },
  { rule: 'pitlane/clock', file: SPEC, allowed: ['const at = new Date();'] },
  {
    rule: 'pitlane/pure',
    file: ENTITY,
    refused: [
      'class Lot { async take() {} }',
      'const lot = await load();',
      'for await (const lot of lots) take(lot);',
      'Math.random();',
      'crypto.randomUUID();',
      'uuidv7();',
    ],
    allowed: ['class Lot { take(id: string, at: Date) { this.id = id; } }'],
  },
  { rule: 'pitlane/pure', file: SERVICE, allowed: ['class Lots { async take() { await this.db.read(); } }'] },
  {
    rule: 'pitlane/bounded-find',
    file: QUERIES,
    refused: [
      'lots.find();',
      'lots.findBy({});',
      'lots.find({ where: undefined });',
      'lots.find({ where: {} });',
      'manager.find(Lot);',
      'manager.findOneBy(Lot, {});',
      'tx.list(Lot, {});',
    ],
    allowed: ['lots.findBy({ storeId });', 'tx.list(Lot, { storeId });', 'array.find(Boolean);', 'queries.list();'],
  },
  {
    rule: 'pitlane/static-sql',
    file: QUERIES,
    refused: [
      'tx.query(`SELECT * FROM lot WHERE id = ${id}`);',
      "tx.query('SELECT * FROM lot WHERE id = ' + id);",
      "tx.query(words.join(' '));",
      'builder.andWhere(`part_number = ${partNumber}`);',
      'tx.query(`SELECT * FROM lot ORDER BY ${sort.column}`);',
    ],
    allowed: [
      "tx.query('SELECT * FROM lot WHERE id = $1', [id]);",
      'tx.query(`SELECT ${LOT_COLUMNS} FROM lot WHERE id = $1`, [id]);',
      'runner.query(`CREATE INDEX ON ${table} (store_id)`);',
    ],
  },
  { rule: 'pitlane/static-sql', file: PLATFORM, refused: ['runner.query(`SELECT * FROM ${table}`);'] },
  {
    rule: 'pitlane/save-through-tx',
    file: SERVICE,
    refused: ['lots.save(lot);', 'this.repository.save(lot);', 'tx.manager.save(lot);'],
    allowed: ['tx.save(lot, received);'],
  },
  { rule: 'no-console', file: SERVICE, refused: ["console.log('lot');"] },
  { rule: 'no-console', file: PLATFORM, refused: ["console.log('lot');"] },
  { rule: 'no-console', file: PROGRAM, allowed: ["console.log('lot');"] },
  { rule: 'no-undef', file: PROGRAM, refused: ['proces.exit(1);'], allowed: ['process.exit(1);'] },
  { rule: 'no-var', file: PROGRAM, refused: ['var pid = 1;'] },
  { rule: 'prefer-const', file: PROGRAM, refused: ['let pid = 1; process.kill(pid);'] },
  { rule: 'eqeqeq', file: PROGRAM, refused: ['if (process.pid == 1) process.exit();'] },
  { rule: 'no-warning-comments', file: SERVICE, refused: ['// TODO: count', '/* FIXME */'], allowed: ['// to do'] },
  { rule: '@typescript-eslint/no-explicit-any', file: SERVICE, refused: ['let lot: any;'] },
  {
    rule: '@typescript-eslint/no-unused-vars',
    file: SERVICE,
    refused: ['const lot = 1;'],
    allowed: ['lots.map((_lot, index) => index);'],
  },
  { rule: '@typescript-eslint/no-non-null-assertion', file: SERVICE, refused: ['lot!.take();'] },
  {
    rule: '@typescript-eslint/consistent-type-imports',
    file: SERVICE,
    refused: ["import { Lot } from './lot.entity.js'; export let lot: Lot;"],
    allowed: [
      "import type { Lot } from './lot.entity.js'; export let lot: Lot;",
      "import { Lots } from './lots.queries.js'; @Injectable() export class A { constructor(readonly lots: Lots) {} }",
    ],
  },
];

const LIMITS: Case[] = [
  { rule: 'max-lines', file: SERVICE, refused: [lines(251)], allowed: [lines(250)] },
  { rule: 'max-lines', file: SPEC, refused: [lines(401)], allowed: [lines(400)] },
  { rule: 'max-lines', file: 'apps/parts/src/migrations/1-lots.ts', allowed: [lines(500)] },
  { rule: 'max-lines', file: 'tools/src/demo/data/parts.ts', allowed: [lines(500)] },
  {
    rule: 'pitlane/few-parameters',
    file: SERVICE,
    refused: [
      'function f(a, b, c, d, e) {}',
      'const f = (a, b, c, d, e) => {};',
      'class Lot { constructor(a, b, c, d, e) {} }',
      'class Lot { take(a, b, c, d, e) {} }',
      '@Injectable() class Lots { take(a, b, c, d, e) {} }',
      '@Injectable() class Lots { constructor(a, b, c, d, e, f, g) {} }',
    ],
    allowed: ['function f(a, b, c, d) {}', '@Injectable() class Lots { constructor(a, b, c, d, e, f) {} }'],
  },
  { rule: 'pitlane/function-length', file: SERVICE, refused: [functionOf(41)], allowed: [functionOf(40)] },
  { rule: 'pitlane/function-length', file: 'apps/parts/src/migrations/1-lots.ts', allowed: [functionOf(100)] },
  { rule: 'pitlane/function-length', file: PROGRAM, refused: [functionOf(41)] },
  {
    rule: 'pitlane/function-length',
    file: SPEC,
    refused: [`it('is long', () => {\n${lines(39)}});`],
    allowed: [chapterOf(100), chapterOf(100).replace('describe', "describe.each(['a'])")],
  },
  {
    rule: 'pitlane/described-disable',
    file: SERVICE,
    refused: [
      '/* eslint-disable */',
      '// eslint-disable-line',
      '// eslint-disable-next-line pitlane/few-parameters\nf();',
      '/* eslint-disable pitlane/described-disable */',
      '// eslint-disable-next-line -- it is fine\nf();',
    ],
    allowed: [
      '// eslint-disable-next-line pitlane/few-parameters -- the adapter has this shape\nfunction f(a, b, c, d, e) {}',
    ],
  },
];

const LAYERS: Case[] = [
  {
    file: ENTITY,
    refused: importsOf(
      '@nestjs/common',
      '@pitlane/platform',
      'uuidv7',
      'node:crypto',
      './lots.service.js',
      './lot.dto.js',
    ),
    allowed: importsOf(
      'typeorm',
      '@pitlane/kernel',
      '@pitlane/contracts',
      '@pitlane/platform/aggregate',
      './lot.errors.js',
    ),
  },
  {
    file: KERNEL,
    refused: importsOf('typeorm', '@nestjs/common', 'node:fs', 'rxjs'),
    allowed: importsOf('./arithmetic.js'),
  },
  {
    file: ERRORS,
    refused: importsOf('@nestjs/common', 'typeorm', './lots.queries.js'),
    allowed: ["import type { LotStatus } from './lot.entity.js';", ...importsOf('@pitlane/kernel')],
  },
  {
    file: CONTROLLER,
    refused: [...importsOf('typeorm', '../parts/parts.queries.js'), "import { Database } from '@pitlane/platform';"],
    allowed: [
      ...importsOf('./lots.queries.js', '../parts/parts.service.js'),
      "import { Clock } from '@pitlane/platform';",
    ],
  },
  {
    file: DTO,
    refused: [...importsOf('typeorm', './lots.service.js'), "import type { Tx } from '@pitlane/platform';"],
    allowed: importsOf('./lot.entity.js', '@pitlane/contracts'),
  },
  {
    file: SERVICE,
    refused: importsOf('./lots.controller.js', './lots.subscriber.js', './testing.js', '@pitlane/testing'),
    allowed: ["import { Database, type Tx } from '@pitlane/platform';", ...importsOf('./lots.queries.js')],
  },
  {
    file: QUERIES,
    refused: importsOf('./lots.service.js'),
    allowed: ["import type { Tx } from '@pitlane/platform';", ...importsOf('typeorm')],
  },
  {
    file: SUBSCRIBER,
    refused: importsOf('./lots.controller.js'),
    allowed: ["import { Handles, type Tx } from '@pitlane/platform';"],
  },
  { file: 'apps/parts/src/lots/picking.ts', refused: ["import { Database } from '@pitlane/platform';"] },
  { file: PLATFORM, refused: importsOf('@pitlane/testing') },
  { file: INT_SPEC, allowed: importsOf('@pitlane/testing', './testing.js', './lots.service.js') },
].map((imports) => ({ rule: 'no-restricted-imports', ...imports }));

const BOUNDARIES: Case[] = [
  {
    file: SERVICE,
    refused: importsOf('@pitlane/workshop', '../../../workshop/src/app.module.js', '@pitlane/tools'),
    allowed: importsOf('@pitlane/contracts', '@pitlane/kernel', '@pitlane/platform'),
  },
  { file: PLATFORM, refused: importsOf('@pitlane/parts'), allowed: importsOf('@pitlane/contracts', '@pitlane/kernel') },
  { file: 'libs/contracts/src/event.ts', refused: importsOf('@pitlane/kernel') },
  { file: KERNEL, refused: importsOf('@pitlane/contracts') },
  { file: 'libs/testing/src/index.ts', refused: importsOf('@pitlane/crm'), allowed: importsOf('@pitlane/platform') },
  { file: 'e2e/src/visit.spec.ts', refused: importsOf('@pitlane/crm'), allowed: importsOf('@pitlane/testing') },
  { file: 'tools/src/demo/main.ts', refused: importsOf('@pitlane/crm'), allowed: importsOf('@pitlane/contracts') },
].map((imports) => ({ rule: '@nx/enforce-module-boundaries', ...imports }));

/** These read types, so their snippets stand in for a file that exists. */
const TYPES: Case[] = [
  {
    rule: '@typescript-eslint/no-floating-promises',
    file: KERNEL,
    refused: ['Promise.resolve(1);'],
    allowed: ['void Promise.resolve(1);'],
  },
  {
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    file: KERNEL,
    refused: ["export function f(a: 'x' | 'y'): void { switch (a) { case 'x': return; } }"],
    allowed: ["export function f(a: 'x' | 'y'): void { switch (a) { case 'x': case 'y': return; } }"],
  },
  {
    rule: '@typescript-eslint/no-unsafe-return',
    file: KERNEL,
    refused: ["export const f = (): number => JSON.parse('1');"],
  },
];

/** One row per snippet; a title shows its first line. */
function rowsOf(cases: Case[], verdict: 'refused' | 'allowed') {
  return cases.flatMap(({ rule, file, ...snippets }) =>
    (snippets[verdict] ?? []).map((code) => ({ rule, file, code, start: code.split('\n', 1)[0] })),
  );
}

const UNTYPED = [...CODE, ...LIMITS, ...LAYERS, ...BOUNDARIES];

describe('the rules of the house', () => {
  const typed = new ESLint({ cwd: ROOT });
  const untyped = new ESLint({ cwd: ROOT, overrideConfig: tseslint.configs.disableTypeChecked });

  async function brokenRules(eslint: ESLint, code: string, file: string): Promise<(string | null)[]> {
    const [result] = await eslint.lintText(code, { filePath: file });
    const messages = result?.messages ?? [];
    const unreadable = messages.find(({ fatal }) => fatal);
    if (unreadable) throw new Error(`${file}: ${unreadable.message}`);
    return messages.map(({ ruleId }) => ruleId);
  }

  beforeAll(() => {
    // One path is read with many contents here, as in an editor; CI=true would have each file read only once.
    process.env['TSESTREE_SINGLE_RUN'] = 'false';
    // Writes the project graph: without one, @nx/enforce-module-boundaries lets everything pass.
    execFileSync('node_modules/.bin/nx', ['show', 'projects'], { cwd: ROOT, timeout: 60_000 });
  }, 60_000);

  it.each(rowsOf(UNTYPED, 'refused'))('$rule refuses in $file: $start', async ({ rule, file, code }) => {
    expect(await brokenRules(untyped, code, file)).toContain(rule);
  });

  it.each(rowsOf(UNTYPED, 'allowed'))('$rule allows in $file: $start', async ({ rule, file, code }) => {
    expect(await brokenRules(untyped, code, file)).not.toContain(rule);
  });

  it.each(rowsOf(TYPES, 'refused'))('$rule refuses: $start', async ({ rule, file, code }) => {
    expect(await brokenRules(typed, code, file)).toContain(rule);
  });

  it.each(rowsOf(TYPES, 'allowed'))('$rule allows: $start', async ({ rule, file, code }) => {
    expect(await brokenRules(typed, code, file)).not.toContain(rule);
  });

  it('of our own are each seen to refuse something', async () => {
    const { plugins } = (await untyped.calculateConfigForFile(SERVICE)) as { plugins: Record<string, ESLint.Plugin> };
    const seen = new Set(rowsOf(UNTYPED, 'refused').map(({ rule }) => rule));
    const ours = Object.keys(plugins['pitlane']?.rules ?? {}).map((name) => `pitlane/${name}`);
    expect(ours).not.toEqual([]);
    expect(ours.filter((rule) => !seen.has(rule))).toEqual([]);
  });
});
