import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TIME_LIMIT_MS = 60_000;

/**
 * Runs a program in the root of the repository.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] the whole environment; default: this process's
 * @returns {{ isMissing: boolean, isOk: boolean, output: string, errors: string }}
 */
export function run(command, args, env = process.env) {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    cwd: ROOT,
    env,
    encoding: 'utf8',
    timeout: TIME_LIMIT_MS,
    maxBuffer: 64 * 1_048_576,
  });
  const isMissing = error !== undefined && 'code' in error && error.code === 'ENOENT';
  return { isMissing, isOk: status === 0, output: stdout ?? '', errors: stderr || (error?.message ?? '') };
}
