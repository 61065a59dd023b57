import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Samples } from './async-api.js';

/** The golden samples of a folder by event type: those in `<type>.json`. */
export function readSamples(folder: string): Samples {
  return new Map(
    readdirSync(folder).map((file) => [
      file.slice(0, -'.json'.length),
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    ]),
  );
}
