import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SERVICES, type ServiceName } from '@pitlane/contracts';
import { z } from 'zod';

const byService = <T extends z.ZodType>(value: T) =>
  z.object(Object.fromEntries(SERVICES.map((service) => [service, value])) as Record<ServiceName, T>);

const state = z.object({
  services: byService(z.url()),
  issuer: z.url(),
  nats: z.object({ url: z.string(), users: z.record(z.string(), z.string()) }),
  databases: byService(z.object({ ownerUrl: z.string(), appUrl: z.string() })),
  clockFile: z.string(),
  storesFile: z.string(),
  pids: z.record(z.string(), z.number()),
  /** Environment variables of each service, to run another replica of it. */
  environments: byService(z.record(z.string(), z.string())),
});

/** A platform that `npm start` runs: where everything is. */
export type RunningPlatform = z.infer<typeof state>;

const repository = resolve(import.meta.dirname, '../../..');

/** Where `npm start` says so, unless another file is named. */
export const defaultStateFile = (): string =>
  join(process.env['PITLANE_RUN_DIR'] ?? join(repository, 'tmp/run'), 'state.json');

/** @throws Error when nothing runs there */
export function readRunningPlatform(file = defaultStateFile()): RunningPlatform {
  if (!existsSync(file)) throw new Error('No platform is running here: start one with npm start.');
  return state.parse(JSON.parse(readFileSync(file, 'utf8')));
}
