import type { IntegrationEvent } from '@pitlane/contracts';
import { DomainError, NotFound } from '@pitlane/kernel';
import {
  Any,
  type EntityManager,
  type EntityMetadata,
  type FindManyOptions,
  type FindOptionsOrder,
  type FindOptionsWhere,
  LessThan,
  type ObjectLiteral,
} from 'typeorm';
import type { Aggregate } from '../aggregate.js';
import { appendToAuditLog, type StateChange } from '../audit/audit-log.js';
import { type Changes, changesBetween, type Snapshot, snapshotOf } from '../audit/changes.js';
import { type Page, type PageQuery, readPage, type ReadPage } from '../http/paging.js';
import { advance, appendToOutbox, entriesOf, type Saying } from '../messaging/outbox.js';
import type { Scope } from '../scope/scope.js';
import type { Connection, TxTools } from './connection.js';
import { lockRows } from './locking.js';
import { snakeCase } from './naming.js';
import { send } from './statements.js';
import { insertsOf, putsOf, type Statement, statementsFor, type Table, tablesOf, tablesOfRows } from './stored-rows.js'; // prettier-ignore

type EntityOf<T extends ObjectLiteral> = abstract new () => T;

/** Words of an entity's name: `RepairOrder` → `repair order`. */
const wordsOf = (name: string): string => snakeCase(name).replaceAll('_', ' ');

/** An aggregate as it is stored: its columns, and its rows with those of its parts. */
interface Stored {
  readonly snapshot: Snapshot;
  readonly tables: readonly Table[];
}

/**
 * One open transaction. A method that takes a `Tx` joins its caller's; it sees only rows of the scope's stores.
 */
export class Tx {
  /** Locked aggregates by id, as they are stored. */
  private readonly locked = new Map<string, Stored>();

  constructor(
    private readonly connection: Connection,
    readonly scope: Scope,
    private readonly tools: TxTools,
    private readonly waits = true,
  ) {}

  private get manager(): EntityManager {
    return this.connection.manager;
  }

  /** True once an event was written: the relay is woken after commit. */
  get hasEvents(): boolean {
    return this.connection.events > 0;
  }

  /** From now on, row-level security shows the rows of the scope's stores. */
  async enter(): Promise<void> {
    const scope = `${this.scope.groupId} ${this.scope.stores.join(',')}`;
    if (this.connection.scope === scope) return;
    this.connection.scope = scope;
    await this.query(`SELECT set_config('app.stores', $1, true), set_config('app.group', $2, true)`, [
      this.scope.stores.join(','),
      this.scope.groupId,
    ]);
  }

  /**
   * The same transaction in the name of another. When several share it, none needs to wait until what it writes is written: any
   * failure fails the commit.
   */
  within(scope: Scope, { waits = true } = {}): Tx {
    const tx = new Tx(this.connection, scope, this.tools, waits);
    tx.enter().catch(() => undefined); // whatever failed it fails each statement after it, too
    return tx;
  }

  /**
   * Takes the row lock of an aggregate, then reads it with its parts.
   * @throws NotFound | DomainError `version_conflict` when the request's `If-Match` names another version of it
   */
  async lock<T extends Aggregate>(entity: EntityOf<T>, id: string): Promise<T> {
    const found = await this.lockOne(entity, { id } as FindOptionsWhere<T>);
    if (!found) throw new NotFound(wordsOf(entity.name), id);
    return found;
  }

  /** As `lock`, by any unique columns; null when there is none. */
  async lockOne<T extends Aggregate>(entity: EntityOf<T>, where: FindOptionsWhere<T>): Promise<T | null> {
    const [found] = await this.lockAll(entity, where);
    return found ?? null;
  }

  /** As `lock`, several, in the order of their ids: two that lock some of the same never wait in a circle. @throws NotFound */
  async lockEach<T extends Aggregate>(entity: EntityOf<T>, ids: readonly string[]): Promise<T[]> {
    if (ids.length === 0) return [];
    const found = await this.lockAll(entity, { id: Any([...new Set(ids)]) } as FindOptionsWhere<T>);
    const missing = ids.find((id) => found.every((one) => one.id !== id));
    if (missing !== undefined) throw new NotFound(wordsOf(entity.name), missing);
    return found;
  }

  private async lockAll<T extends Aggregate>(entity: EntityOf<T>, where: FindOptionsWhere<T>): Promise<T[]> {
    const own = { where: this.own(entity, where), order: { id: 'ASC' } as FindOptionsOrder<T> };
    const found = await lockRows<T>(this, this.manager, entity, own);
    for (const aggregate of found) {
      this.checkVersion(aggregate);
      this.locked.set(aggregate.id, this.asStored(aggregate));
    }
    return found;
  }

  private asStored(aggregate: Aggregate): Stored {
    const metadata = this.metadataOf(aggregate);
    return { snapshot: snapshotOf(aggregate, metadata), tables: tablesOf(metadata, aggregate) };
  }

  private checkVersion(aggregate: Aggregate): void {
    const expected = this.scope.command?.ifMatch;
    if (expected?.id !== aggregate.id || expected.version === aggregate.version) return;
    const details = { id: aggregate.id, version: aggregate.version };
    throw new DomainError('version_conflict', 'precondition-failed', 'It changed since you read it.', details);
  }

  /** Reads without a lock. @throws NotFound */
  async get<T extends ObjectLiteral>(entity: EntityOf<T>, id: string): Promise<T> {
    const found = await this.find(entity, { id } as unknown as FindOptionsWhere<T>);
    if (!found) throw new NotFound(wordsOf(entity.name), id);
    return found;
  }

  find<T extends ObjectLiteral>(entity: EntityOf<T>, where: FindOptionsWhere<T>): Promise<T | null> {
    return this.manager.findOneBy(entity, this.own(entity, where));
  }

  list<T extends ObjectLiteral>(
    entity: EntityOf<T>,
    where: FindOptionsWhere<T>,
    options: Pick<FindManyOptions<T>, 'order' | 'take'> = {},
  ): Promise<T[]> {
    return this.manager.find(entity, { where: this.own(entity, where), ...options });
  }

  /** One page, newest first: ids are UUIDv7, so their order is that of creation. */
  page<T extends { id: string }>(entity: EntityOf<T>, where: FindOptionsWhere<T>, query: PageQuery): Promise<Page<T>> {
    return this.pageBy(query, (lastId, take) =>
      this.manager.find(entity, {
        where: this.own(entity, { ...where, ...(lastId !== undefined && { id: LessThan(lastId) }) }),
        order: { id: 'DESC' } as FindOptionsOrder<T>,
        take,
      }),
    );
  }

  /** One page in an order of the caller's own. */
  pageBy<T extends { id: string }>(query: PageQuery, read: ReadPage<T>): Promise<Page<T>> {
    return readPage(query, this.tools.cursorSecret, read);
  }

  /**
   * Writes a new or locked aggregate with its parts, its events to the outbox, and who changed what to the audit log.
   * @throws Error when a stored aggregate was not locked in this transaction, or an event breaks its contract
   */
  async save<T extends Aggregate>(aggregate: T, ...events: (IntegrationEvent | undefined)[]): Promise<T> {
    if (aggregate.version > 0 && !this.locked.has(aggregate.id)) {
      throw new Error(`${aggregate.constructor.name} ${aggregate.id} is saved without a lock.`);
    }
    this.tools.wall.checkWritten(aggregate, this.scope);
    const saying = { aggregate, events: events.filter((event) => event !== undefined), scope: this.scope };
    advance(saying);
    const stored = this.asStored(aggregate);
    const statements = statementsFor(stored.tables, this.locked.get(aggregate.id)?.tables ?? []);
    const changes = this.changesTo(aggregate, stored.snapshot);
    this.locked.set(aggregate.id, stored);
    await Promise.all([this.write(statements), this.say([{ ...saying, changes }])]);
    return aggregate;
  }

  /**
   * Counts new aggregates as saved and writes what they say, each in the name of its own caller, in one statement. The rows of
   * the aggregates are the caller's to write, set-based: for hot paths; everything else goes through `save`.
   */
  async sayNew(sayings: readonly Saying[]): Promise<void> {
    for (const saying of sayings) advance(saying);
    const snapshotNow = (aggregate: Aggregate): Snapshot => snapshotOf(aggregate, this.metadataOf(aggregate));
    await this.say(
      sayings.map((saying) => ({
        ...saying,
        changes: this.changesTo(saying.aggregate, snapshotNow(saying.aggregate)),
      })),
    );
  }

  /** Events to the outbox, and who changed what to the audit log. */
  private async say(sayings: readonly StateChange[]): Promise<void> {
    const entries = entriesOf(sayings);
    this.connection.events += entries.length;
    await this.sent([appendToOutbox(this, entries), appendToAuditLog(this, sayings)]);
  }

  private changesTo(aggregate: Aggregate, now: Snapshot): Changes {
    return changesBetween(this.locked.get(aggregate.id)?.snapshot, now, this.metadataOf(aggregate));
  }

  private metadataOf(entity: ObjectLiteral): EntityMetadata {
    return this.manager.dataSource.getMetadata(entity.constructor);
  }

  /** Writes rows that are no aggregates, such as what is known of other services. Replaces on equal primary key. */
  async put(...rows: ObjectLiteral[]): Promise<void> {
    await this.write(putsOf(this.tablesOf(rows)));
  }

  /** Writes new rows that are no aggregates, such as entries of a log. */
  async add(...rows: ObjectLiteral[]): Promise<void> {
    await this.write(insertsOf(this.tablesOf(rows)));
  }

  private tablesOf(rows: readonly ObjectLiteral[]): Table[] {
    for (const row of rows) this.tools.wall.checkWritten(row, this.scope);
    return tablesOfRows(rows.map((entity) => ({ entity, metadata: this.metadataOf(entity) })));
  }

  private async write(statements: readonly Statement[]): Promise<void> {
    await this.sent(statements.map(({ sql, parameters }) => this.query(sql, parameters)));
  }

  private async sent(statements: readonly Promise<unknown>[]): Promise<void> {
    const done = Promise.all(statements);
    if (this.waits) await done;
    else done.catch(() => undefined); // what fails it fails each statement after it, too
  }

  /**
   * Runs SQL with parameters `$1`, `$2` …; columns come as the database names them. It is on its way when this returns, so
   * statements follow each other in the order of the calls. Its text is always the same, so it is planned once per connection.
   */
  async query<Row extends object = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const { rows } = await send<Row>(this.connection.client, sql, parameters);
    this.tools.wall.checkRead(rows, this.scope);
    return rows;
  }

  private own<T extends ObjectLiteral>(entity: EntityOf<T>, where: FindOptionsWhere<T>): FindOptionsWhere<T> {
    return this.tools.wall.narrow(this.manager.dataSource.getMetadata(entity), where, this.scope);
  }
}
