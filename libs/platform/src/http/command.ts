import { canonicalJson, DomainError } from '@pitlane/kernel';
import type { Database, UnitOfWork } from '../database/database.js';
import { isLockTimeout } from '../database/transient.js';
import type { Tx } from '../database/tx.js';
import { runInScope, type Scope } from '../scope/scope.js';
import type { AnswerKeeper } from './answer-keeper.js';

/** An answer as it went out, byte for byte. */
export interface StoredAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: string;
  /** Whom it is about, when the route says so: then its body is kept for them. */
  readonly personId?: string;
}

export interface CommandRequest {
  /** The client's `Idempotency-Key`. */
  readonly key: string;
  /** The store that acts, or `-` for work of the group. */
  readonly storeId: string;
  readonly principal: string;
  /** Method, route, parameters and body: what makes two requests the same. */
  readonly content: unknown;
  /** Whether the route answers about a person. */
  readonly isAboutPerson: boolean;
  /** `If-Match` and the id in the route that it speaks of. */
  readonly ifMatch?: { readonly id: string; readonly version: number };
}

/** The same key is answered already: by a twin that was faster. */
class AnsweredByTwin extends Error {}

/**
 * One HTTP command: its key is claimed in the transaction of its effect, and its answer is stored there before the commit.
 * So a repeated request gets the same bytes, whatever died in between (docs/decisions/0003).
 */
export class CommandInProgress {
  private unit: UnitOfWork | undefined;
  private readonly fingerprint: Buffer;

  constructor(
    private readonly request: CommandRequest,
    private readonly keeper: AnswerKeeper,
  ) {
    this.fingerprint = keeper.fingerprint(canonicalJson(request.content));
  }

  get ifMatch(): CommandRequest['ifMatch'] {
    return this.request.ifMatch;
  }

  /**
   * First statement of the command's transaction. A twin in progress is waited for, as long as a lock may be waited for.
   * @throws AnsweredByTwin when the key is taken by then
   */
  async claim(tx: Tx): Promise<void> {
    if (this.unit) throw new Error('A command is one transaction.');
    const { storeId, principal, key } = this.request;
    const claimed = await tx.query(
      `INSERT INTO command (store_id, principal, key, fingerprint) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING key`,
      [storeId, principal, key, this.fingerprint],
    );
    if (claimed.length === 0) throw new AnsweredByTwin();
  }

  /** Keeps the transaction open until the answer is known. */
  hold(unit: UnitOfWork): void {
    this.unit = unit;
  }

  /** Runs the command and stores its answer, or gives the answer that it got before. */
  async answer(db: Database, scope: Scope, run: () => Promise<StoredAnswer>): Promise<StoredAnswer> {
    const before = await this.storedAnswer(db, scope);
    if (before) return before;
    try {
      const answer = await runInScope({ ...scope, command: this }, run);
      await this.commitWith(answer);
      return answer;
    } catch (error) {
      await this.unit?.rollback();
      const twin = error instanceof AnsweredByTwin ? await this.storedAnswer(db, scope) : undefined;
      if (twin) return twin;
      if (error instanceof AnsweredByTwin || isLockTimeout(error)) throw new RequestInProgress();
      throw error;
    }
  }

  /** Keeps a refusal, so that the same request is refused the same way later. */
  async keepRefusal(db: Database, scope: Scope, answer: StoredAnswer): Promise<void> {
    const { storeId, principal, key } = this.request;
    const unit = await db.begin(scope);
    try {
      await unit.tx.query(
        `INSERT INTO command (store_id, principal, key, fingerprint, status, etag, body)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [storeId, principal, key, this.fingerprint, answer.status, answer.etag, answer.body],
      );
      await unit.commit();
    } finally {
      await unit.rollback();
    }
  }

  private async commitWith({ status, etag, body, personId }: StoredAnswer): Promise<void> {
    if (!this.unit) return;
    const { storeId, principal, key } = this.request;
    const { tx } = this.unit;
    const kept = personId === undefined ? body : await this.keeper.seal(tx, body, personId);
    await tx.query(
      `UPDATE command SET status = $4, etag = $5, body = $6 WHERE store_id = $1 AND principal = $2 AND key = $3 RETURNING key`,
      [storeId, principal, key, status, etag, kept],
    );
    await this.unit.commit();
  }

  /** @throws DomainError `idempotency_key_reused` when the key came with another request before */
  private async storedAnswer(db: Database, scope: Scope): Promise<StoredAnswer | undefined> {
    const { storeId, principal, key } = this.request;
    const unit = await db.begin(scope, 'READ ONLY');
    try {
      const [row] = await unit.tx.query<{ fingerprint: Buffer; status: number; etag: string | null; body: string }>(
        'SELECT fingerprint, status, etag, body FROM command WHERE store_id = $1 AND principal = $2 AND key = $3',
        [storeId, principal, key],
      );
      if (!row) return undefined;
      if (!this.fingerprint.equals(row.fingerprint)) {
        throw new DomainError(
          'idempotency_key_reused',
          'invalid',
          'This Idempotency-Key came with another request before.',
        );
      }
      const isSealed = this.request.isAboutPerson && row.status < 400;
      const body = isSealed ? await this.keeper.open(unit.tx, row.body) : row.body;
      return { status: row.status, etag: row.etag, body };
    } finally {
      await unit.rollback();
    }
  }
}

/** A request with the same key is being worked on. */
export class RequestInProgress extends DomainError {
  constructor() {
    super('request_in_progress', 'conflict', 'The same request is being worked on; ask again in a moment.');
  }
}
