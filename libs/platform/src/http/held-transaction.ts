import { DomainError } from '@pitlane/kernel';
import type { UnitOfWork } from '../database/database.js';
import { type CommandInProgress, type StoredAnswer, storeAnswers } from './command.js';

/** A command that was done in the same transaction could not be answered, so none of them happened. */
class NeighbourFailed extends DomainError {
  constructor() {
    super('not_done', 'unavailable', 'Nothing was done; send the request again.');
  }
}

/** A transaction that stays open until its commands are answered: the answers are stored in it, then it is committed. */
export class HeldTransaction {
  private readonly answers = new Map<CommandInProgress, StoredAnswer>();
  private commit: () => void = () => undefined;
  private fail: (error: unknown) => void = () => undefined;
  /** Settles with the commit. */
  readonly ended: Promise<void>;

  constructor(
    private readonly unit: UnitOfWork,
    private readonly commandCount: number,
  ) {
    this.ended = new Promise((resolve, reject) => {
      this.commit = () => resolve(this.storeAndCommit());
      this.fail = reject;
    });
    this.ended.catch(() => undefined); // each command is told by its own wait
  }

  /** Resolves when all of the transaction's commands are answered and it is committed. */
  commitWith(command: CommandInProgress, answer: StoredAnswer): Promise<void> {
    this.answers.set(command, answer);
    if (this.answers.size === this.commandCount) this.commit();
    return this.ended;
  }

  /** Undoes the work of all of its commands. */
  async rollback(): Promise<void> {
    this.fail(new NeighbourFailed());
    await this.unit.rollback();
  }

  private async storeAndCommit(): Promise<void> {
    try {
      const { tx } = this.unit;
      const kept = [...this.answers].map(
        async ([command, answer]) => [command, await command.kept(tx, answer)] as const,
      );
      await Promise.all([storeAnswers(tx, new Map(await Promise.all(kept))), this.unit.commit()]);
    } finally {
      await this.unit.rollback();
    }
  }
}
