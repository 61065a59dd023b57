import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { asyncApi } from './async-api.js';
import { contractSchemas } from './contract-schemas.js';
import { docComments } from './doc-comments.js';
import { withEventTable } from './event-table.js';
import { openApiDocuments } from './open-api.js';
import { readSamples } from './samples.js';

const CONTRACTS = 'libs/contracts';
const SCHEMAS = `${CONTRACTS}/schemas`;
const GUIDE = 'docs/consuming-events.md';

/** What is generated from the contracts' classes, by path in the repository, formatted. */
export async function contractFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const describe = docComments(join(root, CONTRACTS, 'src'));
  const { version } = JSON.parse(readFileSync(join(root, CONTRACTS, 'package.json'), 'utf8')) as { version: string };
  const samples = readSamples(join(root, CONTRACTS, 'samples'));
  const documents = new Map<string, string>([
    ...[...contractSchemas(describe)].map(([name, schema]) => [`${SCHEMAS}/${name}`, JSON.stringify(schema)] as const),
    [`${CONTRACTS}/asyncapi.json`, JSON.stringify(asyncApi(version, samples, describe), null, 2)],
    [GUIDE, withEventTable(readFileSync(join(root, GUIDE), 'utf8'), describe)],
  ]);
  return formatted(root, documents);
}

/** The services' OpenAPI documents, from their built applications. */
export async function openApiFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const documents = [...(await openApiDocuments(root))].map(
    ([service, document]) => [`docs/openapi/${service}.json`, JSON.stringify(document, null, 2)] as const,
  );
  return formatted(root, new Map(documents));
}

async function formatted(root: string, documents: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  const files = [...documents].map(async ([path, text]) => {
    const filepath = join(root, path);
    return [path, await format(text, { ...(await resolveConfig(filepath)), filepath })] as const;
  });
  return new Map(await Promise.all(files));
}

/** Paths whose file is not what is generated: changed, missing, or of an event that is no more. */
export function differingFiles(root: string, files: ReadonlyMap<string, string>): string[] {
  const differing = [...files.keys()].filter((path) => readIfThere(join(root, path)) !== files.get(path));
  return [...differing, ...staleSchemas(root, files)].sort();
}

/** Brings the repository to what is generated. */
export function writeFiles(root: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const path of staleSchemas(root, files)) rmSync(join(root, path));
}

function staleSchemas(root: string, files: ReadonlyMap<string, string>): string[] {
  const folder = join(root, SCHEMAS);
  const present = existsSync(folder) ? readdirSync(folder).map((name) => `${SCHEMAS}/${name}`) : [];
  return present.filter((path) => !files.has(path));
}

const readIfThere = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
