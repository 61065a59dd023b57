import { resolve } from 'node:path';
import { contractFiles, differingFiles, openApiFiles, writeFiles } from './generated-files.js';

/** Writes what is generated from the contracts and the services' routes; with `--check` only names the files that differ, and exits 1. */
const root = resolve(import.meta.dirname, '../../..');
const files = new Map([...(await contractFiles(root)), ...(await openApiFiles(root))]);
const differing = differingFiles(root, files);

if (process.argv.includes('--check')) {
  for (const path of differing) console.error(`differs from the code: ${path} (npm run generate)`);
  process.exitCode = differing.length > 0 ? 1 : 0;
} else {
  writeFiles(root, files);
  console.log(`${files.size} files generated, ${differing.length} of them changed`);
}
