import type { EntityMetadata, ObjectLiteral } from 'typeorm';
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js';

/** By the name of its column, each value as JSON text: it can be written, and no later change of the entity reaches it. */
type Row = Readonly<Record<string, string>>;

/** The rows of an aggregate in one table. */
export interface Table {
  readonly metadata: EntityMetadata;
  /** Whether a part that is taken from its aggregate is deleted; else none may be taken. */
  readonly losesRows: boolean;
  readonly rows: readonly Row[];
}

export interface Statement {
  readonly sql: string;
  readonly parameters: unknown[];
}

/** An entity, and the columns that say whose part it is. */
interface Owned {
  readonly entity: ObjectLiteral;
  readonly owner: ObjectLiteral;
}

/** Rows that are no aggregates and have no parts, by table and by what of them is given. */
export function tablesOfRows(entities: readonly { metadata: EntityMetadata; entity: ObjectLiteral }[]): Table[] {
  const tables = new Map<string, Table & { rows: Row[] }>();
  for (const { metadata, entity } of entities) {
    const row = rowOf(metadata, { entity, owner: {} });
    const shape = [metadata.tableName, ...Object.keys(row)].join();
    const table = tables.get(shape) ?? { metadata, losesRows: false, rows: [] };
    tables.set(shape, table);
    table.rows.push(row);
  }
  return [...tables.values()];
}

/** The rows of an aggregate, of its parts and of theirs: owners before what they own. */
export const tablesOf = (metadata: EntityMetadata, aggregate: ObjectLiteral): Table[] =>
  withParts({ metadata, losesRows: false }, [{ entity: aggregate, owner: {} }]);

function withParts(table: Omit<Table, 'rows'>, owned: readonly Owned[]): Table[] {
  const parts = table.metadata.eagerRelations.flatMap((relation) => {
    const losesRows = relation.inverseRelation?.orphanedRowAction === 'delete';
    const itsParts = owned.flatMap(({ entity }) => partsOf(relation, entity));
    return withParts({ metadata: relation.inverseEntityMetadata, losesRows }, itsParts);
  });
  return [{ ...table, rows: owned.map((one) => rowOf(table.metadata, one)) }, ...parts];
}

function partsOf(relation: RelationMetadata, whole: ObjectLiteral): Owned[] {
  const owner: ObjectLiteral = {};
  for (const { databaseName } of relation.inverseRelation?.joinColumns ?? [])
    owner[databaseName] = whole['id'] as unknown;
  const parts = (relation.getEntityValue(whole) ?? []) as ObjectLiteral[];
  return parts.map((entity) => ({ entity, owner }));
}

/** What is undefined is left to the database. */
function rowOf({ columns }: EntityMetadata, { entity, owner }: Owned): Row {
  const row: Record<string, string> = {};
  for (const { databaseName, propertyName, isInsert } of columns) {
    const value = (owner[databaseName] ?? entity[propertyName]) as unknown;
    if (isInsert && value !== undefined) row[databaseName] = JSON.stringify(withHex(value));
  }
  return row;
}

/** PostgreSQL reads bytes from JSON as it writes them. */
function withHex(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  return Array.isArray(value) && Buffer.isBuffer(value[0]) ? value.map(withHex) : value;
}

/**
 * What makes of the stored rows those of the aggregate now: inserts, updates of what differs, deletes. Nothing is read first, as
 * TypeORM's own `save` does, so all of it can travel together.
 * @throws Error when a part is gone that may not go
 */
export function statementsFor(tables: readonly Table[], stored: readonly Table[]): Statement[] {
  const changes = tables.map((table, index) => changesOf(table, stored[index]?.rows ?? []));
  return [
    ...changes.flatMap(({ inserted }) => inserted),
    ...changes.flatMap(({ updated }) => updated),
    ...changes.reverse().flatMap(({ deleted }) => deleted),
  ];
}

/** Inserts of new rows, those of one table together. */
export const insertsOf = (tables: readonly Table[]): Statement[] =>
  tables.flatMap(({ metadata, rows }) => insert(metadata, rows));

/** Writes rows, whether they are stored or not; nothing is deleted. */
export const putsOf = (tables: readonly Table[]): Statement[] =>
  tables.flatMap(({ metadata, rows }) =>
    insert(metadata, rows).map(({ sql, parameters }) => ({ sql: `${sql} ${orUpdate(metadata, rows)}`, parameters })),
  );

/** What is undefined in a row that is stored stays as it is. */
function orUpdate({ columns, primaryColumns }: EntityMetadata, rows: readonly Row[]): string {
  const key = primaryColumns.map(({ databaseName }) => quoted(databaseName)).join();
  const values = columns
    .filter(
      ({ isPrimary, isUpdate, databaseName }) => !isPrimary && isUpdate && rows.some((row) => databaseName in row),
    )
    .map(({ databaseName }) => `${quoted(databaseName)} = excluded.${quoted(databaseName)}`);
  return values.length === 0
    ? `ON CONFLICT (${key}) DO NOTHING`
    : `ON CONFLICT (${key}) DO UPDATE SET ${values.join()}`;
}

function changesOf(
  { metadata, losesRows, rows }: Table,
  stored: readonly Row[],
): Record<'inserted' | 'updated' | 'deleted', Statement[]> {
  const before = new Map(stored.map((row) => [keyOf(metadata, row), row]));
  const fresh = rows.filter((row) => !before.has(keyOf(metadata, row)));
  const updated = rows.flatMap((row) => update(metadata, row, before.get(keyOf(metadata, row)) ?? row));
  for (const row of rows) before.delete(keyOf(metadata, row));
  if (before.size > 0 && !losesRows) throw new Error(`A ${metadata.name} was taken from its aggregate.`);
  return {
    inserted: insert(metadata, fresh),
    updated,
    deleted: [...before.values()].map((row) => remove(metadata, row)),
  };
}

const keyOf = ({ primaryColumns }: EntityMetadata, row: Row): string =>
  primaryColumns.map(({ databaseName }) => row[databaseName]).join();

function insert({ tableName }: EntityMetadata, rows: readonly Row[]): Statement[] {
  if (rows.length === 0) return [];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map(quoted).join();
  const sql = `INSERT INTO "${tableName}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${tableName}", $1)`;
  return [{ sql, parameters: [`[${rows.map(jsonOf).join()}]`] }];
}

function update(metadata: EntityMetadata, row: Row, before: Row): Statement[] {
  const changed = Object.keys(row).filter((column) => row[column] !== before[column]);
  if (changed.length === 0) return [];
  const values = changed.map((column) => `${quoted(column)} = one.${quoted(column)}`).join();
  return [
    {
      sql: `UPDATE "${metadata.tableName}" AS stored SET ${values} FROM ${sameRow(metadata)}`,
      parameters: [jsonOf(row)],
    },
  ];
}

const remove = (metadata: EntityMetadata, row: Row): Statement => ({
  sql: `DELETE FROM "${metadata.tableName}" AS stored USING ${sameRow(metadata)}`,
  parameters: [jsonOf(row)],
});

/** The one row of `$1`, joined with that of the table by their primary key. */
function sameRow({ tableName, primaryColumns }: EntityMetadata): string {
  const keys = primaryColumns.map(({ databaseName }) => quoted(databaseName));
  const same = keys.map((key) => `stored.${key} = one.${key}`).join(' AND ');
  return `json_populate_record(NULL::"${tableName}", $1) AS one WHERE ${same}`;
}

const quoted = (name: string): string => `"${name}"`;

const jsonOf = (row: Row): string =>
  `{${Object.entries(row).map(([column, value]) => `"${column}":${value}`).join()}}`; // prettier-ignore
