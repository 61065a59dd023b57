import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './run.mjs';

/** @returns {{ alert: string, expr: string }[]} */
const rules = () =>
  parse(readFileSync(join(ROOT, 'deploy/prometheus/alerts.yaml'), 'utf8')).groups.flatMap(
    (/** @type {{ rules: { alert: string, expr: string }[] }} */ group) => group.rules,
  );

/** Whatever a service names in its sources: a metric that was renamed leaves its alert silent for ever. */
function sources() {
  return ['libs/platform/src', 'apps']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(ROOT, folder, file)),
    )
    .filter((file) => /\/src\/.*\.ts$/.test(file) && !file.includes('node_modules'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

/** @type {import('../check.mjs').Check[]} */
export const alertChecks = [
  [
    'alerts: every metric is one that a service has',
    () => {
      const known = sources();
      const named = rules().flatMap(({ expr }) => expr.match(/pitlane_\w+/g) ?? []);
      return [...new Set(named.map((name) => name.replace(/_count$/, '')))].filter(
        (name) => !known.includes(`'${name}'`),
      );
    },
  ],
  [
    'alerts: docs/operations.md says of each what to do',
    () => {
      const guide = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
      return rules()
        .filter(({ alert }) => !guide.includes(`\`${alert}\``))
        .map(({ alert }) => alert);
    },
  ],
];
