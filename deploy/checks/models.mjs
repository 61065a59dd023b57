import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOf } from './manifests.mjs';
import { ROOT, run } from './run.mjs';

/** Inside the repository, so that the types of its packages are found. */
const WORK_DIR = join(ROOT, 'tmp/deploy-check');

/**
 * By the schemas of the API: required fields, types, quantities.
 * @param {import('./manifests.mjs').Manifest[]} manifests
 * @returns {Promise<string[]>}
 */
export async function refusedBySchema(manifests) {
  const problems = manifests.map(async (manifest) => {
    const models = await import(`kubernetes-models/${manifest.apiVersion}`);
    const Model = models[manifest.kind];
    if (!Model) return [`${nameOf(manifest)}: ${manifest.apiVersion} has no such kind`];
    try {
      new Model(manifest).validate();
      return [];
    } catch (error) {
      return [`${nameOf(manifest)}: ${/** @type {Error} */ (error).message}`];
    }
  });
  return (await Promise.all(problems)).flat();
}

/**
 * What the schemas let through: fields that do not exist. Written as literals of the API's types, the compiler finds them.
 * @param {import('./manifests.mjs').Manifest[]} manifests
 * @returns {string[]}
 */
export function unknownFields(manifests) {
  rmSync(WORK_DIR, { recursive: true, force: true });
  mkdirSync(WORK_DIR, { recursive: true });
  const files = manifests.map((manifest) => {
    const file = join(WORK_DIR, `${manifest.kind}-${manifest.metadata.name}.ts`);
    const type = `import('kubernetes-models/${manifest.apiVersion}').I${manifest.kind}`;
    writeFileSync(file, `export const manifest: ${type} = ${JSON.stringify(manifest, null, 2)};\n`);
    return file;
  });
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--pretty',
    'false',
  ];
  const { isOk, output } = run(process.execPath, ['node_modules/typescript7/bin/tsc', ...options, ...files]);
  rmSync(WORK_DIR, { recursive: true });
  return isOk ? [] : output.trim().split('\n');
}
