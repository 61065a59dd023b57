import { canonicalJson, DomainError } from '@pitlane/kernel';
import type { Database } from '../database/database.js';
import { isLockTimeout } from '../database/transient.js';
import type { Tx } from '../database/tx.js';
import { runInScope, type Scope } from '../scope/scope.js';
import type { AnswerKeeper } from './answer-keeper.js';
import type { HeldTransaction } from './held-transaction.js';

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
  private held: HeldTransaction | undefined;
  private isClaimed = false;
  readonly fingerprint: Buffer;

  constructor(
    private readonly request: CommandRequest,
    private readonly keeper: AnswerKeeper,
  ) {
    this.fingerprint = keeper.fingerprint(canonicalJson(request.content));
  }

  get ifMatch(): CommandRequest['ifMatch'] {
    return this.request.ifMatch;
  }

  /** Store, caller and key: twins have the same. */
  get identity(): readonly [storeId: string, principal: string, key: string] {
    return [this.request.storeId, this.request.principal, this.request.key];
  }

  /**
   * First statement of the command's transaction. A twin in progress is waited for, as long as a lock may be waited for.
   * @throws AnsweredByTwin when the key is taken by then, or still
   */
  async claim(tx: Tx): Promise<void> {
    const [claimed] = await claimAll(tx, [this]);
    if (!claimed) throw new AnsweredByTwin();
  }

  get isHeld(): boolean {
    return this.held !== undefined;
  }

  /** Keeps the transaction open until the answer is known. */
  hold(held: HeldTransaction): void {
    this.held = held;
  }

  /** Notes that the key is this command's, as long as the transaction lasts. */
  noteClaimed(): void {
    this.isClaimed = true;
  }

  /** Runs the command and stores its answer, or gives the answer that it got before. */
  async answer(db: Database, scope: Scope, run: () => Promise<StoredAnswer>): Promise<StoredAnswer> {
    try {
      const answer = await runInScope({ ...scope, command: this }, run);
      await this.held?.commitWith(this, answer);
      return answer;
    } catch (error) {
      await this.held?.rollback();
      // What was refused before its key was claimed may repeat a command that was done.
      const isRepeated = error instanceof AnsweredByTwin || !this.isClaimed;
      const before = isRepeated ? await this.storedAnswer(db, scope) : undefined;
      if (before) return before;
      if (error instanceof AnsweredByTwin || isLockTimeout(error)) throw new RequestInProgress();
      throw error;
    }
  }

  /**
   * Keeps a refusal, so that the same request is refused the same way later.
   * @returns what this key is answered: a twin may have been let in meanwhile, or refused in other words @throws RequestInProgress
   */
  async keepRefusal(db: Database, scope: Scope, refusal: StoredAnswer): Promise<StoredAnswer> {
    const { storeId, principal, key } = this.request;
    const unit = await db.begin(scope);
    try {
      const kept = await unit.tx.query(
        `INSERT INTO command (store_id, principal, key, fingerprint, status, etag, body)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING key`,
        [storeId, principal, key, this.fingerprint, refusal.status, refusal.etag, refusal.body],
      );
      await unit.commit();
      if (kept.length > 0) return refusal;
    } catch (error) {
      throw isLockTimeout(error) ? new RequestInProgress() : error;
    } finally {
      await unit.rollback();
    }
    return (await this.storedAnswer(db, scope)) ?? refusal;
  }

  /** The answer as it is stored: one about a person is sealed for them. */
  async kept(tx: Tx, answer: StoredAnswer): Promise<StoredAnswer> {
    if (answer.personId === undefined) return answer;
    return { ...answer, body: await this.keeper.seal(tx, answer.body, answer.personId) };
  }

  /** @throws DomainError `idempotency_key_reused` when the key came with another request before */
  private async storedAnswer(db: Database, scope: Scope): Promise<StoredAnswer | undefined> {
    const { storeId, principal, key } = this.request;
    const unit = await db.begin(scope, 'read');
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

const identityKey = (identity: readonly string[]): string => identity.join(' ');

/**
 * Claims the keys of commands that share a transaction, in one order for all.
 * @returns those that got theirs, as given @throws AnsweredByTwin when one is being answered for longer than a lock may be waited for
 */
export async function claimAll(tx: Tx, commands: readonly CommandInProgress[]): Promise<CommandInProgress[]> {
  if (commands.some(({ isHeld }) => isHeld)) throw new Error('A command is one transaction.');
  const rows = await tx
    .query<{ store: string; principal: string; key: string }>(
      `INSERT INTO command (store_id, principal, key, fingerprint)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) ORDER BY 1, 2, 3
     ON CONFLICT DO NOTHING RETURNING store_id AS store, principal, key`,
      [...identityColumns(commands), commands.map(({ fingerprint }) => fingerprint)],
    )
    .catch((error: unknown) => {
      throw isLockTimeout(error) ? new AnsweredByTwin() : error;
    });
  const claimed = new Set(rows.map(({ store, principal, key }) => identityKey([store, principal, key])));
  const winners = commands.filter(({ identity }) => claimed.has(identityKey(identity)));
  for (const command of winners) command.noteClaimed();
  return winners;
}

/** Stores what commands of one transaction answer, beside the keys that they claimed in it: by the index, however large the table. */
export async function storeAnswers(tx: Tx, answers: ReadonlyMap<CommandInProgress, StoredAnswer>): Promise<void> {
  const [commands, given] = [[...answers.keys()], [...answers.values()]];
  await tx.query(
    `INSERT INTO command (store_id, principal, key, fingerprint, status, etag, body)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::int[], $6::text[], $7::text[])
     ON CONFLICT (store_id, principal, key) DO UPDATE
     SET status = excluded.status, etag = excluded.etag, body = excluded.body`,
    [
      ...identityColumns(commands),
      commands.map(({ fingerprint }) => fingerprint),
      given.map(({ status }) => status),
      given.map(({ etag }) => etag),
      given.map(({ body }) => body),
    ],
  );
}

const identityColumns = (commands: readonly CommandInProgress[]): string[][] =>
  [0, 1, 2].map((column) => commands.map(({ identity }) => identity[column] ?? ''));

/** A request with the same key is being worked on. */
export class RequestInProgress extends DomainError {
  constructor() {
    super('request_in_progress', 'conflict', 'The same request is being worked on; ask again in a moment.');
  }
}
