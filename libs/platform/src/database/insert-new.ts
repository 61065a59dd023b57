import type { EntityManager, EntityMetadata, ObjectLiteral } from 'typeorm';
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js';

/**
 * Inserts a new entity and its parts, table by table. TypeORM's own `save` looks each of them up first.
 * @throws QueryFailedError when there is one with that id
 */
export async function insertNew(manager: EntityManager, entity: ObjectLiteral): Promise<void> {
  const metadata = manager.dataSource.getMetadata(entity.constructor);
  for (const { target, rows } of tablesOf(metadata, [entity])) await manager.insert(target, rows);
}

interface Table {
  readonly target: EntityMetadata['target'];
  readonly rows: ObjectLiteral[];
}

/** Owners before their parts. */
function tablesOf(metadata: EntityMetadata, owners: ObjectLiteral[]): Table[] {
  const parts = metadata.eagerRelations.flatMap((relation) => {
    const rows = owners.flatMap((owner) => partsOf(relation, owner));
    return rows.length > 0 ? tablesOf(relation.inverseEntityMetadata, rows) : [];
  });
  return [{ target: metadata.target, rows: owners }, ...parts];
}

/** The parts of an owner, each with the id of whom it belongs to. */
function partsOf(relation: RelationMetadata, owner: ObjectLiteral): ObjectLiteral[] {
  const parts = (relation.getEntityValue(owner) ?? []) as ObjectLiteral[];
  const belongsTo: ObjectLiteral = {};
  for (const { propertyName } of relation.inverseRelation?.joinColumns ?? [])
    belongsTo[propertyName] = owner['id'] as unknown;
  return parts.map((part) => ({ ...part, ...belongsTo }));
}
