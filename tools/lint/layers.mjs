/** What each kind of file may not import: the dotted kind in its name says the layer (docs/decisions/0008-layers-by-file-name.md). */

const ban = (regex, message) => ({ regex, message });

const NEST = ban('^@nestjs/', 'Rules know nothing of the framework.');
const TYPEORM = ban('^typeorm$', 'Only entities, queries and services know the ORM.');
const PLATFORM = ban('^@pitlane/platform$', 'An entity takes only @pitlane/platform/aggregate.');
const CHANCE = ban('^(uuidv7|(node:)?crypto)$', 'Ids are passed in.');
const ONLY_OWN_FILES = ban('^[^.]', 'The kernel imports nothing: it is plain TypeScript.');
const FOREIGN_QUERIES = ban('^\\.\\./.*\\.queries\\.js$', 'A controller reads through its own feature.');
const DATABASE = {
  ...ban('^@pitlane/platform', 'Only services, queries and subscribers touch the database.'),
  importNames: ['Database', 'Tx'],
};
const FOR_TESTS_ONLY = ban(
  '^@pitlane/testing(/|$)|(^|/)testing\\.js$',
  'Only specs and testing.ts import what is made for tests.',
);

/** The named layers of any feature. */
const layers = (...kinds) =>
  ban(`\\.(${kinds.join('|')})\\.js$`, 'This layer lies above: the import goes the other way.');
const ABOVE_THE_RULES = layers('controller', 'subscriber', 'module', 'service', 'queries', 'dto');

/** What files may not import, from the general to the particular: of the entries that fit a file the last one holds. */
const IMPORTS = [
  ['{apps,libs}/*/src/**/*.ts'],
  ['libs/kernel/src/**/*.ts', ONLY_OWN_FILES],
  ['apps/*/src/**/*.ts', DATABASE],
  ['apps/*/src/**/*.service.ts', layers('controller', 'subscriber', 'module')],
  ['apps/*/src/**/*.queries.ts', layers('controller', 'subscriber', 'module', 'service')],
  ['apps/*/src/**/*.subscriber.ts', layers('controller', 'module')],
  ['apps/*/src/**/*.controller.ts', DATABASE, TYPEORM, FOREIGN_QUERIES, layers('subscriber', 'module')],
  ['apps/*/src/**/*.dto.ts', DATABASE, TYPEORM, layers('controller', 'subscriber', 'module', 'service')],
  ['apps/*/src/**/*.errors.ts', DATABASE, NEST, TYPEORM, ABOVE_THE_RULES],
  ['apps/*/src/**/*.entity.ts', NEST, PLATFORM, CHANCE, ABOVE_THE_RULES],
];

/** ESLint configuration of the table above; specs and `testing.ts` may import every layer. */
export const layerImports = [
  ...IMPORTS.map(([files, ...bans]) => ({
    files: [files],
    rules: { 'no-restricted-imports': ['error', { patterns: [FOR_TESTS_ONLY, ...bans] }] },
  })),
  { files: ['**/*.spec.ts', '**/testing.ts', 'libs/testing/**/*.ts'], rules: { 'no-restricted-imports': 'off' } },
];
