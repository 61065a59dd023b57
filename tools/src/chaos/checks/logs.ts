import { readFileSync } from 'node:fs';
import type { Row } from '../../verify/books.js';
import type { Result } from '../../verify/report.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Exchange } from '../load/history.js';

const UNCAUGHT = /"msg":"uncaught"|UnhandledPromiseRejection|Unhandled 'error' event/;
const SHOWN = 300;

/** No replica may die of an error that nobody caught, nor answer that it does not know what happened. */
export function unhandled(cluster: Cluster, exchanges: readonly Exchange[], readFrom: Map<string, number>): Result {
  const violations: Row[] = [];
  let checked = 0;
  for (const { name, logFile } of cluster.replicas) {
    const log = readFileSync(logFile, 'utf8');
    const lines = log.slice(readFrom.get(name) ?? 0).split('\n');
    readFrom.set(name, log.length);
    checked += lines.length;
    for (const line of lines) if (UNCAUGHT.test(line)) violations.push({ replica: name, line: line.slice(0, SHOWN) });
  }
  for (const { service, method, path, status } of exchanges) {
    if (status === 500) violations.push({ service, request: `${method} ${path}`, status });
  }
  return { id: 'LOG', says: 'no error stayed unhandled, and no request was answered 500', checked, violations };
}
