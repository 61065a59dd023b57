import { DomainError } from '@pitlane/kernel';
import { claimAll, type CommandInProgress } from '../http/command.js';
import { HeldTransaction } from '../http/held-transaction.js';
import { actingStore, currentScope, runInScope, type Scope } from '../scope/scope.js';
import { currentTraceparent } from '../telemetry/tracing.js';
import { afterClaim, type Database } from './database.js';
import type { Tx } from './tx.js';

/** One of those that are done together: what is asked for, by whom, and the span that asks. */
export interface Member<Item> {
  readonly item: Item;
  readonly scope: Scope;
  readonly traceparent: string | undefined;
}

/** Does what all members ask for, in their order. A refusal of one is its outcome; what is thrown is nobody's own fault. */
export type Work<Item, Result> = (tx: Tx, members: readonly Member<Item>[]) => Promise<(Result | DomainError)[]>;

interface Waiting<Item, Result> extends Member<Item> {
  readonly command: CommandInProgress;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Those who were served; when their transaction is still being committed, its end. */
interface Served {
  readonly ended?: Promise<void>;
}

/** Some cannot be done together with the rest: refused, or answered before. */
class NotTogether extends Error {
  constructor(readonly members: ReadonlySet<unknown>) {
    super();
  }
}

class Overloaded extends DomainError {
  constructor() {
    super('overloaded', 'unavailable', 'Too many requests wait already; try again in a moment.');
  }
}

/**
 * Commands of one store that wait at the same time are done together: one transaction, set-based, each with its own key, answer,
 * events and caller (docs/decisions/0018). One alone takes the plain way, and so does whoever cannot be done with the others.
 * One transaction is at work at a time: more of them would wait for each other's rows.
 */
export class Coalescer<Item, Result> {
  private readonly lanes = new Map<string, Waiting<Item, Result>[]>();

  constructor(
    private readonly db: Database,
    private readonly work: Work<Item, Result>,
    private readonly limits: { readonly mostTogether: number; readonly mostWaiting: number },
  ) {}

  /** @throws Overloaded | the refusal of this item */
  do(item: Item): Promise<Result> {
    const scope = currentScope();
    const member = { item, scope, traceparent: currentTraceparent() };
    const { command } = scope;
    if (!command) return this.alone(member);
    const storeId = actingStore(scope);
    const lane = this.lanes.get(storeId);
    if (lane && lane.length >= this.limits.mostWaiting) return Promise.reject(new Overloaded());
    return new Promise((resolve, reject) => {
      const waiting = { ...member, command, resolve, reject };
      if (lane) lane.push(waiting);
      else this.open(storeId, waiting);
    });
  }

  private open(storeId: string, first: Waiting<Item, Result>): void {
    const lane = [first];
    this.lanes.set(storeId, lane);
    setImmediate(() => void this.drain(storeId, lane));
  }

  /** While some are committed the next are at work; no more, for they may wait for the same rows. */
  private async drain(storeId: string, lane: Waiting<Item, Result>[]): Promise<void> {
    let committing: Promise<void> | undefined;
    while (lane.length > 0) {
      const { ended } = await this.serve(this.nextOf(lane));
      await committing;
      committing = ended;
    }
    this.lanes.delete(storeId);
  }

  /** As many as may go together; a twin waits until its elder is answered. */
  private nextOf(lane: Waiting<Item, Result>[]): Waiting<Item, Result>[] {
    const keys = new Set<string>();
    const next = lane.filter(({ command }) => {
      const key = command.identity.join(' ');
      if (keys.size === this.limits.mostTogether || keys.has(key)) return false;
      return keys.add(key);
    });
    lane.splice(0, lane.length, ...lane.filter((waiting) => !next.includes(waiting)));
    return next;
  }

  /** Never fails: each member is told. Answers when all are done, before all may be committed. */
  private async serve(members: readonly Waiting<Item, Result>[]): Promise<Served> {
    const [first, ...more] = members;
    if (!first) return {};
    if (more.length === 0) return this.serveAlone(first);
    try {
      return await this.together(members, first.scope);
    } catch (error) {
      const isOdd = (member: unknown): boolean => !(error instanceof NotTogether) || error.members.has(member);
      for (const odd of members.filter(isOdd)) await this.serveAlone(odd);
      return this.serve(members.filter((member) => !isOdd(member)));
    }
  }

  private async serveAlone(member: Waiting<Item, Result>): Promise<Served> {
    await this.alone(member).then(member.resolve, member.reject);
    return {};
  }

  private alone(member: Member<Item>): Promise<Result> {
    return runInScope(member.scope, () =>
      this.db.transaction(async (tx) => {
        const [outcome] = await this.work(tx, [member]);
        if (outcome instanceof DomainError) throw outcome;
        return outcome as Result;
      }),
    );
  }

  /** @throws NotTogether | whatever failed; nothing is done then, and nobody was told */
  private async together(members: readonly Waiting<Item, Result>[], { command: _, ...scope }: Scope): Promise<Served> {
    const unit = await this.db.begin(scope, 'command');
    try {
      const results = await this.doAll(unit.tx, members);
      const held = new HeldTransaction(unit, members.length);
      for (const [index, { command, resolve }] of members.entries()) {
        command.hold(held);
        resolve(results[index] as Result);
      }
      return { ended: held.ended.catch(() => undefined) };
    } catch (error) {
      await unit.rollback();
      throw error;
    }
  }

  private async doAll(tx: Tx, members: readonly Waiting<Item, Result>[]): Promise<Result[]> {
    const claim = claimAll(
      tx,
      members.map(({ command }) => command),
    );
    const outcomes = await afterClaim(claim, () => this.work(tx, members));
    const claimed = new Set(await claim);
    const odd = members.filter(({ command }, index) => !claimed.has(command) || outcomes[index] instanceof DomainError);
    if (odd.length > 0) throw new NotTogether(new Set(odd));
    return outcomes as Result[];
  }
}
