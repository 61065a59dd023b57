import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Changes } from './changes.js';

/** One state change of an aggregate, for reading: entries are written by `appendToAuditLog` alone and never change. */
@Entity()
export class AuditEntry {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') actorId!: string;
  @Column('text') actingRole!: string;
  @Column('text', { nullable: true }) onBehalfOf!: string | null;
  @Column('text') aggregateType!: string;
  @Column('uuid') aggregateId!: string;
  @Column('int') aggregateVersion!: number;
  @Column('text', { array: true }) eventTypes!: string[];
  @Column('json') changes!: Changes;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text', { nullable: true }) traceId!: string | null;
  @Column('uuid') correlationId!: string;
  @Column('uuid', { nullable: true }) causationId!: string | null;
}
