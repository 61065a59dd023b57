import type { EntityMetadata } from 'typeorm';
import { type Aggregate, isDisclosed } from '../aggregate.js';

/** What stands for a value that the audit log does not keep. */
export const MASKED = 'masked';

/** A value as the log keeps it: instants and objects as text. */
export type Kept = string | number | boolean | null;

/** By property: its value before and after, or that it changed without saying what. */
export type Changes = Readonly<Record<string, readonly [before: Kept, after: Kept] | typeof MASKED>>;

/** The values of a root's columns at one moment, by property; objects as text, so that a later change does not reach them. */
export type Snapshot = Readonly<Record<string, Kept>>;

interface AuditedColumn {
  readonly property: string;
  readonly isMasked: boolean;
}

const OWN = new Set(['id', 'storeId', 'version', 'eventVersion']);
const HARMLESS_TYPES = new Set(['uuid', 'int', 'bigint', 'boolean', 'timestamptz']);

const audited = new WeakMap<EntityMetadata, readonly AuditedColumn[]>();

function columnsOf(metadata: EntityMetadata): readonly AuditedColumn[] {
  const known = audited.get(metadata);
  if (known) return known;
  const prototype = (metadata.target as { prototype: object }).prototype;
  const columns = metadata.columns
    .filter(({ propertyName, isInsert }) => isInsert && !OWN.has(propertyName))
    .map(({ propertyName: property, type }) => ({
      property,
      isMasked: !HARMLESS_TYPES.has(String(type)) && !isDisclosed(prototype, property),
    }));
  audited.set(metadata, columns);
  return columns;
}

export function snapshotOf(aggregate: Aggregate, metadata: EntityMetadata): Snapshot {
  const values = aggregate as unknown as Record<string, unknown>;
  const snapshot: Record<string, Kept> = {};
  for (const { property } of columnsOf(metadata)) snapshot[property] = frozen(values[property]);
  return snapshot;
}

function frozen(value: unknown): Kept {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return Buffer.isBuffer(value) ? value.toString('base64') : JSON.stringify(value);
}

/** The columns whose values differ; of a new aggregate all that have one. */
export function changesBetween(before: Snapshot | undefined, after: Snapshot, metadata: EntityMetadata): Changes {
  const changes: Record<string, Changes[string]> = {};
  for (const { property, isMasked } of columnsOf(metadata)) {
    const [was, is] = [before?.[property] ?? null, after[property] ?? null];
    if (was !== is) changes[property] = isMasked ? MASKED : [was, is];
  }
  return changes;
}
