import { SERVICES } from '@pitlane/contracts';
import type { Row } from '../../verify/books.js';
import type { Result } from '../../verify/report.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Answer, type Command, type History, isSame } from '../load/history.js';

const AT_ONCE = 8;
/** A refusal by a rule is kept as an answer is; others (no right, no such thing) may pass. */
const BY_A_RULE = /"code":"[A-Z]+\./;

const isKept = ({ outcome, answer }: Command): boolean =>
  outcome === 'done' || (outcome === 'refused' && answer !== undefined && BY_A_RULE.test(answer.body));

/** X9: sends the commands again, with their keys, to each replica in turn; every answer must be the first one. */
export async function replayed(cluster: Cluster, history: History, commands: readonly Command[]): Promise<Result> {
  const kept = commands.filter(isKept);
  const violations: Row[] = [...history.commands.values()]
    .filter(({ contradiction }) => contradiction !== undefined)
    .map((command) => differenceOf(command, command.contradiction));
  for (const service of SERVICES) {
    for (const { url } of cluster.of(service)) {
      const queue = kept.filter((command) => command.service === service);
      const send = async (): Promise<void> => {
        for (let command = queue.shift(); command; command = queue.shift()) {
          const again = await answerOf(url, command);
          if (!command.answer || !again || !isSame(command.answer, again))
            violations.push(differenceOf(command, again));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, send));
    }
  }
  return {
    id: 'X9',
    says: 'a command that comes again with its key gets the same bytes, from each replica',
    checked: kept.length * 2,
    violations,
  };
}

async function answerOf(url: string, { method, path, request }: Command): Promise<Answer | undefined> {
  const response = await fetch(`${url}${path}`, { method, headers: request.headers, body: request.body }).catch(
    () => undefined,
  );
  if (!response) return undefined;
  return { status: response.status, etag: response.headers.get('etag'), body: await response.text() };
}

const differenceOf = ({ service, method, path, key, answer }: Command, again: Answer | undefined): Row => ({
  service,
  command: `${method} ${path}`,
  key,
  first: shortOf(answer),
  again: shortOf(again),
});

const shortOf = (answer: Answer | undefined): string =>
  answer ? `${answer.status} ${answer.etag ?? ''} ${answer.body.slice(0, 160)}` : 'none';
