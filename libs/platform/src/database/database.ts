import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { currentScope, type Scope } from '../scope/scope.js';
import { isRetryable } from './transient.js';
import { Tx } from './tx.js';

const MOST_TRIES = 5;

/** An open transaction that still has to be ended, exactly once. */
export interface UnitOfWork {
  readonly tx: Tx;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** The service's own PostgreSQL. */
@Injectable()
export class Database implements OnApplicationShutdown {
  private readonly listeners: (() => void)[] = [];

  constructor(
    readonly dataSource: DataSource,
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
      const unit = await this.begin(scope);
      try {
        await scope.command?.claim(unit.tx);
        const result = await work(unit.tx);
        if (scope.command) scope.command.hold(unit);
        else await unit.commit();
        return result;
      } catch (error) {
        await unit.rollback();
        if (attempt >= MOST_TRIES || !isRetryable(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
      }
    }
  }

  /** Runs reads in one transaction that can't write, within the scope's stores. */
  async read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const unit = await this.begin(currentScope(), 'READ ONLY');
    try {
      return await work(unit.tx);
    } finally {
      await unit.rollback();
    }
  }

  /** Opens a transaction that the caller ends. */
  async begin(scope: Scope, mode: 'READ WRITE' | 'READ ONLY' = 'READ WRITE'): Promise<UnitOfWork> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.connect();
      await runner.startTransaction('READ COMMITTED');
      if (mode === 'READ ONLY') await runner.query('SET TRANSACTION READ ONLY');
      const tx = await new Tx(runner.manager, scope, this.config.CURSOR_SECRET).enter();
      return this.unitOf(runner, tx);
    } catch (error) {
      await end(runner, () => runner.rollbackTransaction());
      throw error;
    }
  }

  private unitOf(runner: QueryRunner, tx: Tx): UnitOfWork {
    return {
      tx,
      commit: async () => {
        await end(runner, () => runner.commitTransaction());
        if (tx.hasEvents) for (const listener of this.listeners) listener();
      },
      rollback: () => end(runner, () => runner.rollbackTransaction()),
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

/** Ends a transaction and gives its connection back, whatever happens; a second end does nothing. */
async function end(runner: QueryRunner, how: () => Promise<void>): Promise<void> {
  if (runner.isReleased) return;
  try {
    if (runner.isTransactionActive) await how();
  } finally {
    await runner.release();
  }
}
