import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type ServiceName } from '@pitlane/contracts';
import type { Book, Row } from './books.js';
import { type Invariant, overServices, sumOf } from './invariant.js';

/** Where else words may have got to: the broker's files and the logs of a platform's run directory, and its metrics. */
export interface Surroundings {
  readonly runDirectory: string;
  readonly services: Readonly<Record<ServiceName, string>>;
}

const TABLES = `
  SELECT format('%I', table_name) AS name FROM information_schema.tables
  WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name`;

/** Rows as text; bytes are hexadecimal there. */
const rowsWith = (table: string): string => `
  SELECT '${table}' AS table, count(*)::int AS rows FROM ${table} entry
  WHERE EXISTS (SELECT FROM unnest($1::text[]) AS word WHERE strpos(entry::text, word) > 0) HAVING count(*) > 0`;

async function tablesWith(book: Book, words: readonly string[]): Promise<{ checked: number; violations: Row[] }> {
  const sought = words.flatMap((word) => [word, Buffer.from(word).toString('hex')]);
  const tables = await book.rows<{ name: string }>(TABLES);
  const violations: Row[] = [];
  for (const { name } of tables) violations.push(...(await book.rowsOfAllGroups(rowsWith(name), [sought])));
  return { checked: tables.length, violations };
}

function filesWith(runDirectory: string, folders: readonly string[], words: readonly string[]) {
  const files = folders.flatMap((folder) =>
    readdirSync(join(runDirectory, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)),
  );
  const holds = (file: string): boolean => {
    const bytes = readFileSync(file);
    return words.some((word) => bytes.includes(word));
  };
  return { checked: files.length, violations: files.filter(holds).map((file): Row => ({ file })) };
}

async function metricsWith(services: Surroundings['services'], words: readonly string[]) {
  const violations: Row[] = [];
  for (const service of SERVICES) {
    const text = await (await fetch(`${services[service]}/metrics`)).text();
    if (words.some((word) => text.includes(word))) violations.push({ metricsOf: service });
  }
  return { checked: SERVICES.length, violations };
}

/** What tells who somebody is. */
export interface Canaries {
  /** Names, phones, addresses of people who are made up: crm holds them sealed, and nothing else holds them. */
  readonly people: readonly string[];
  /** VINs and plates: events bear them, and rows. */
  readonly cars: readonly string[];
}

export const canary = ({ people, cars }: Canaries, { runDirectory, services }: Surroundings): Invariant => ({
  id: 'X12',
  says: 'what was said of a made-up person stands in no row, no file of the broker, no log and no metric; nor do cars in logs or metrics',
  check: async (books) =>
    sumOf([
      await overServices((service) => tablesWith(books[service], people)),
      filesWith(runDirectory, ['nats'], people),
      filesWith(runDirectory, ['logs'], [...people, ...cars]),
      await metricsWith(services, [...people, ...cars]),
    ]),
});
