/** Keeps a process running: one that ends by itself is reported and started again. */
import { setTimeout as sleep } from 'node:timers/promises';

const RESTART_AFTER_MS = 1000;

/** @typedef {import('./processes.mjs').Running} Running */

/**
 * @template {Running} R
 * @param {object} options
 * @param {string} options.name
 * @param {() => Promise<R>} options.start resolves when it is ready
 * @param {(message: string) => void} options.say
 * @param {(pid: number) => void} options.onStarted hears of each start
 * @param {(() => boolean) | undefined} [options.isHeld] while true, someone else runs it: it is not started again
 * @returns {Promise<{ first: R, stop: () => Promise<void> }>}
 * @throws what `start` throws the first time; later failures are reported and tried again
 */
export async function supervise({ name, start, say, onStarted, isHeld = () => false }) {
  let stopping = false;
  const first = await start();
  let current = first;
  onStarted(current.pid);

  const restart = async () => {
    try {
      current = await start();
      onStarted(current.pid);
      say(`${name} runs again`);
    } catch (error) {
      say(/** @type {Error} */ (error).message);
    }
  };
  const watch = async () => {
    while (!stopping) {
      const how = await current.exited;
      if (stopping) return;
      if (!isHeld()) say(`${name} ended (${how}) and is started again`);
      await sleep(RESTART_AFTER_MS);
      while (isHeld() && !stopping) await sleep(RESTART_AFTER_MS);
      if (!stopping) await restart();
    }
  };
  void watch();

  return {
    first,
    async stop() {
      stopping = true;
      await current.stop();
    },
  };
}
