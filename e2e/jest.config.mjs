import { project } from '../jest.preset.mjs';

// One platform for all files: run them one after another (the runner does).
export default {
  ...project('e2e'),
  globalSetup: '<rootDir>/global-setup.mjs',
  globalTeardown: '<rootDir>/global-teardown.mjs',
};
