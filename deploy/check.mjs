/** Whether what is deployed would work, as far as this machine can tell: one line for each check, exit code 1 when one fails. */
import { alertChecks } from './checks/alerts.mjs';
import { composeChecks } from './checks/compose.mjs';
import { kubernetesChecks } from './checks/kubernetes.mjs';
import { natsChecks } from './checks/nats.mjs';
import { Skipped } from './checks/skipped.mjs';

/** @typedef {[name: string, problemsOf: () => string[] | Promise<string[]>]} Check what holds when no problem is found */

/** @param {Check['1']} problemsOf @returns {Promise<string[] | Skipped>} an error is a problem, too: a file that does not render or parse */
async function outcomeOf(problemsOf) {
  try {
    return await problemsOf();
  } catch (error) {
    return error instanceof Skipped ? error : [/** @type {Error} */ (error).message];
  }
}

let failed = 0;
for (const [name, problemsOf] of [...natsChecks, ...composeChecks, ...kubernetesChecks, ...alertChecks]) {
  const outcome = await outcomeOf(problemsOf);
  if (outcome instanceof Skipped) {
    console.log(`skipped ${name}: ${outcome.message}`);
    continue;
  }
  console.log(`${outcome.length === 0 ? 'passed ' : 'FAILED '} ${name}`);
  for (const problem of outcome) console.log(`        ${problem}`);
  if (outcome.length > 0) failed += 1;
}
console.log(failed === 0 ? 'No check failed.' : `${failed} checks failed.`);
process.exitCode = failed === 0 ? 0 : 1;
