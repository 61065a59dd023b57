import type { JsonSchema } from '@pitlane/contracts';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Committed } from './committed.js';
import { breakingChanges, lostSamples, type Schemas } from './compatibility.js';
import { contractSchemas } from './contract-schemas.js';
import { docComments } from './doc-comments.js';

/** Compares the contracts with those of a commit and names each breaking change: `[--base REVISION]`, default HEAD. */
const root = resolve(import.meta.dirname, '../../..');
const CONTRACTS = 'libs/contracts';

function baseToCompare(): Committed | undefined {
  const { values } = parseArgs({ options: { base: { type: 'string' } } });
  if (values.base === undefined) return process.env['CI'] ? Committed.beforeBranch(root) : Committed.at(root, 'HEAD');
  const base = Committed.at(root, values.base);
  if (base) return base;
  console.error(`there is no revision ${values.base}`);
  process.exit(1);
}

function schemasOf(base: Committed): Schemas {
  const files = [...base.files(`${CONTRACTS}/schemas`)];
  return new Map(files.map(([file, text]) => [file, JSON.parse(text) as JsonSchema]));
}

function filesIn(folder: string): ReadonlyMap<string, string> {
  return new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

const base = baseToCompare();
const before: Schemas = base ? schemasOf(base) : new Map();
if (!base || before.size === 0) {
  console.log('no committed contracts to compare with');
} else {
  const samples = filesIn(join(root, CONTRACTS, 'samples'));
  const breaks = [
    ...breakingChanges(before, contractSchemas(docComments(join(root, CONTRACTS, 'src')))),
    ...lostSamples(base.files(`${CONTRACTS}/samples`), samples),
  ];
  for (const change of breaks) console.error(`breaking change: ${change}`);
  console.log(`${before.size} contracts of ${base.revision.slice(0, 12)} compared: ${breaks.length} breaking changes`);
  process.exitCode = breaks.length > 0 ? 1 : 0;
}
