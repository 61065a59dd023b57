/** The platform that all end-to-end tests share. */
import { startOwnPlatform } from '@pitlane/tools';

/** @type {import('@pitlane/tools').OwnPlatform | undefined} */
let own;

/** @returns {Promise<void>} once every service is ready; PITLANE_RUN_DIR says where it is */
export async function setup() {
  own = await startOwnPlatform('e2e');
  process.env.PITLANE_RUN_DIR = own.runDir;
}

/** @returns {Promise<void>} once no process of it is left; KEEP_E2E=1 keeps its logs and data */
export async function teardown() {
  await own?.stop({ keep: process.env.KEEP_E2E !== undefined });
}
