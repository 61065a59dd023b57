import { BROKER } from './broker.js';
import { DATABASE } from './database.js';
import { DEATHS } from './deaths.js';
import { EDGES } from './edges.js';
import { EVENTS } from './events.js';
import type { Fault } from './fault.js';
import { NETWORK } from './network.js';
import { PAUSES } from './pauses.js';
import { STORMS } from './storms.js';

const inOrder = new Intl.Collator('en', { numeric: true });

/** Everything that the driver can do, in the order of the product's list. */
export const FAULTS: readonly Fault[] = [
  ...DEATHS, ...BROKER, ...DATABASE, ...NETWORK, ...PAUSES, ...STORMS, ...EVENTS, ...EDGES,
].sort((one, other) => inOrder.compare(one.id, other.id)); // prettier-ignore

/** What is on the list and is not done, and why: never silently. */
export const SKIPPED: Readonly<Record<string, string>> = {
  F28: 'needs a build of the version before: npm run rehearse -- upgrade makes one, and puts this one in its place',
  'F19, libfaketime': 'the services read their clocks from files, which this driver moves; tokens follow the machine',
};

/** @throws Error when there is no such fault */
export function faultOf(id: string): Fault {
  const fault = FAULTS.find((one) => one.id === id);
  if (!fault) throw new Error(`There is no fault ${id} here${id in SKIPPED ? `: ${SKIPPED[id]}` : ''}.`);
  return fault;
}
