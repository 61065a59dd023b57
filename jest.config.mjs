import { availableParallelism } from 'node:os';

// Each project is named by its own configuration file: a folder without one would take this file for its own.
const PROJECTS = [
  'libs/kernel',
  'libs/contracts',
  'libs/platform',
  'libs/testing',
  'apps/appointments',
  'apps/workshop',
  'apps/parts',
  'apps/billing',
  'apps/crm',
  'tools',
  'bench',
  'e2e',
];

/** @type {import('jest').Config} */
export default {
  projects: PROJECTS.map((folder) => `<rootDir>/${folder}/jest.config.mjs`),
  maxWorkers: Math.max(2, availableParallelism() - 1),
  workerIdleMemoryLimit: '1GB',
  testTimeout: 30_000,
};
