/**
 * The house, as lint sees it: `npm run lint`. Every rule of our own is seen to fail in `tools/src/lint.spec.ts`.
 * Run it through nx: `@nx/enforce-module-boundaries` reads the project graph that nx writes, and without one it stays silent.
 */
import nx from '@nx/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { layerImports } from './tools/lint/layers.mjs';
import pitlane from './tools/lint/plugin.mjs';

/** What each project may import, by its tag in package.json. */
const boundaries = [
  { sourceTag: 'kernel', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'contracts', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'platform', onlyDependOnLibsWithTags: ['contracts', 'kernel'] },
  { sourceTag: 'testing', onlyDependOnLibsWithTags: ['contracts', 'kernel', 'platform'] },
  { sourceTag: 'app', onlyDependOnLibsWithTags: ['contracts', 'kernel', 'platform', 'testing'] },
  { sourceTag: 'e2e', onlyDependOnLibsWithTags: ['contracts', 'kernel', 'platform', 'testing', 'tools'] },
  { sourceTag: 'tools', onlyDependOnLibsWithTags: ['contracts', 'kernel', 'platform', 'testing'] },
  { sourceTag: 'bench', onlyDependOnLibsWithTags: ['contracts', 'tools'] },
];

const everywhere = {
  plugins: { '@nx': nx, pitlane },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: {
    '@nx/enforce-module-boundaries': [
      'error',
      {
        depConstraints: boundaries,
        // Of a service the tools read what it checks of its own books.
        allow: ['^(\\.\\./)+jest\\.preset\\.mjs$', '^@pitlane/\\w+/self-checks$'],
      },
    ],
    'pitlane/described-disable': 'error',
    'pitlane/few-parameters': 'error',
    'pitlane/function-length': ['error', 40],
    'max-lines': ['error', 250],
    eqeqeq: 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
  },
};

const typescript = {
  files: ['**/*.ts'],
  extends: [tseslint.configs.strictTypeCheckedOnly],
  languageOptions: {
    parserOptions: {
      projectService: true,
      tsconfigRootDir: import.meta.dirname,
      // Nest injects by the types of constructor parameters: their imports must stay values.
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    },
  },
  rules: {
    '@typescript-eslint/consistent-type-imports': 'error',
    '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    // Modules of Nest have nothing but a decorator, and the base class of events nothing but a factory.
    '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowStaticOnly: true }],
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    '@typescript-eslint/no-confusing-void-expression': 'off',
    '@typescript-eslint/no-misused-spread': 'off', // spreading text gives its characters, which is what is meant here
    '@typescript-eslint/no-unnecessary-condition': 'off', // narrowing doesn't see what changes during an await
    '@typescript-eslint/no-unnecessary-type-parameters': 'off', // query<Row>() names the row where it is read
    '@typescript-eslint/no-unsafe-class-instance-assignment': 'off', // a class of fields is a shape: literals fit
  },
};

/** Plain programs: no type information, so undeclared names are looked for here. */
const programs = {
  files: ['**/*.mjs'],
  languageOptions: {
    globals: Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly'])),
  },
  rules: { 'no-undef': 'error' },
};

const specs = {
  files: ['**/*.spec.ts'],
  rules: {
    'max-lines': ['error', 400],
    '@typescript-eslint/no-unsafe-assignment': 'off', // expect.any() and bodies of answers are `any`
    '@typescript-eslint/no-unsafe-member-access': 'off',
    '@typescript-eslint/no-unsafe-argument': 'off',
    '@typescript-eslint/no-unsafe-return': 'off',
  },
};

export default defineConfig(
  globalIgnores(['**/dist/', '**/coverage/', 'tmp/', 'bench/peers/']),
  tseslint.configs.strict,
  everywhere,
  typescript,
  programs,
  { rules: { '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }] } },
  { files: ['{apps,libs}/*/src/**/*.ts'], rules: { 'no-console': 'error', 'pitlane/static-sql': 'error' } },
  {
    files: ['apps/*/src/**/*.ts'],
    rules: { 'pitlane/clock': 'error', 'pitlane/bounded-find': 'error', 'pitlane/save-through-tx': 'error' },
  },
  {
    files: ['apps/*/src/**/*.entity.ts', 'libs/kernel/src/**/*.ts'],
    rules: { 'pitlane/clock': 'error', 'pitlane/pure': 'error' },
  },
  specs,
  { files: ['apps/*/src/**/{*.spec,testing}.ts'], rules: { 'pitlane/clock': 'off', 'pitlane/bounded-find': 'off' } },
  { files: ['libs/kernel/src/**/*.spec.ts'], rules: { 'pitlane/pure': 'off' } },
  {
    files: ['apps/*/src/migrations/**/*.ts', 'tools/src/demo/data/**/*.ts'],
    rules: { 'max-lines': 'off', 'pitlane/function-length': 'off' },
  },
  ...layerImports,
);
