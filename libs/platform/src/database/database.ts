import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Client } from 'pg';
import { DataSource, type QueryRunner, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { HeldTransaction } from '../http/held-transaction.js';
import { currentScope, type Scope } from '../scope/scope.js';
import { StoreWall } from './store-wall.js';
import { isRetryable } from './transient.js';
import { send, sendTogether } from './statements.js';
import { Tx } from './tx.js';

const MOST_TRIES = 5;
const START = {
  /** What a command asks is planned once: by default PostgreSQL planned half of it anew each time, for a third of its work. */
  command: 'START TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL plan_cache_mode = force_generic_plan',
  work: 'START TRANSACTION ISOLATION LEVEL READ COMMITTED',
  read: 'START TRANSACTION ISOLATION LEVEL READ COMMITTED READ ONLY',
};

/** An open transaction that still has to be ended, exactly once. */
export interface UnitOfWork {
  readonly tx: Tx;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** The service's own PostgreSQL. Statements that are not waited for one by one travel together. */
@Injectable()
export class Database implements OnApplicationShutdown {
  private readonly listeners: (() => void)[] = [];

  constructor(
    readonly dataSource: DataSource,
    private readonly wall: StoreWall,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Runs `work` in one transaction, within the scope's stores. Work that lost a race (deadlock, lock timeout) is run again
   * from its start, at most five times, so it must do nothing but database work.
   * Inside an HTTP command the commit waits for the answer, so that answer and effect are stored together.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = currentScope();
    for (let attempt = 1; ; attempt += 1) {
      const unit = await this.begin(scope, scope.command ? 'command' : 'work');
      try {
        const result = await afterClaim(scope.command?.claim(unit.tx), () => work(unit.tx));
        if (scope.command) scope.command.hold(new HeldTransaction(unit, 1));
        else await unit.commit();
        return result;
      } catch (error) {
        await unit.rollback();
        if (attempt >= MOST_TRIES || !isRetryable(error)) throw error;
        await sleep(Math.random() * 20 * attempt);
      }
    }
  }

  /** Runs reads in one transaction that can't write, within the scope's stores. */
  async read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const unit = await this.begin(currentScope(), 'read');
    try {
      return await work(unit.tx);
    } finally {
      await unit.rollback();
    }
  }

  /** Opens a transaction that the caller ends. */
  async begin(scope: Scope, kind: keyof typeof START = 'work'): Promise<UnitOfWork> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as Client;
    Object.assign(runner, {
      isTransactionActive: true, // TypeORM takes part in the transaction, and neither starts nor ends it
      connect: () => Promise.resolve({ query: (sql: string, values: unknown[] = []) => send(client, sql, values) }),
    });
    const tools = { cursorSecret: this.config.CURSOR_SECRET, wall: this.wall };
    const tx = new Tx({ client, manager: runner.manager, events: 0, scope: '' }, scope, tools);
    sendTogether(client);
    const begun = Promise.all([client.query(START[kind]), tx.enter()]);
    begun.catch(() => undefined); // whatever failed the start fails each statement after it, too
    return {
      tx,
      commit: async () => {
        await Promise.all([begun, end(runner, client, 'COMMIT')]);
        if (tx.hasEvents) for (const listener of this.listeners) listener();
      },
      rollback: () => end(runner, client, 'ROLLBACK'),
    };
  }

  /** Calls back after each commit that wrote an event. */
  onEventsCommitted(listener: () => void): void {
    this.listeners.push(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** The work does not wait for the claim of its key, but counts only if that succeeds; a claim that failed tells more. */
export async function afterClaim<T>(claim: Promise<unknown> | undefined, work: () => Promise<T>): Promise<T> {
  const working = Promise.resolve().then(work);
  const [claimed] = await Promise.allSettled([claim, working]);
  if (claimed.status === 'rejected') throw claimed.reason;
  return working;
}

/**
 * Ends a transaction and gives its connection back, whatever happens; a second end does nothing.
 * @throws QueryRunnerAlreadyReleasedError when it cannot be committed any more: its connection broke, and nothing of it is stored
 */
async function end(runner: QueryRunner, client: Client, how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  if (how === 'COMMIT' && runner.isReleased) throw new QueryRunnerAlreadyReleasedError();
  if (runner.isReleased || !runner.isTransactionActive) return;
  Object.assign(runner, { isTransactionActive: false });
  try {
    const { command } = await client.query(how);
    if (command !== how) throw new Error('The transaction had failed: nothing of it is stored.');
  } finally {
    await runner.release();
  }
}
