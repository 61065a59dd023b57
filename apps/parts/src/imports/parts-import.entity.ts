import { PartsImportFinished } from '@pitlane/contracts';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { ImportNotUploading } from './parts-import.errors.js';

export const FILE_FORMATS = ['csv', 'xlsx'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** `failed`: the file cannot be read, and `failure` says why. */
export const IMPORT_STATUSES = ['uploading', 'running', 'done', 'failed'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export interface ImportFacts {
  id: string;
  storeId: string;
  fileName: string;
  format: FileFormat;
  isDryRun: boolean;
  /** Staff id. */
  uploadedBy: string;
}

/** What became of the rows of one batch. */
export interface BatchCounts {
  readonly rows: number;
  readonly partsListed: number;
  readonly lotsBooked: number;
  readonly rowsUnchanged: number;
  readonly rowsBad: number;
}

/** The longest file is read to its end, several times over, before another replica thinks that its runner died. */
const LEASE_MS = 60_000;
const NOTHING_DONE = { rowsDone: 0, partsListed: 0, lotsBooked: 0, rowsUnchanged: 0, rowsBad: 0 };

/** A parts book that is taken over from a file, batch by batch (INT-6). One replica at a time runs it, by a lease. */
@Entity()
export class PartsImport extends Aggregate {
  @Column('text') fileName!: string;
  @Disclosed() @Column('text') format!: FileFormat;
  @Column('boolean') isDryRun!: boolean;
  @Disclosed() @Column('text') uploadedBy!: string;
  @Disclosed() @Column('text') status!: ImportStatus;
  @Disclosed() @Column('text', { nullable: true }) failure!: string | null;
  /** Rows that are settled for good: a runner goes on after them. */
  @Column('int') rowsDone!: number;
  @Column('int') partsListed!: number;
  @Column('int') lotsBooked!: number;
  @Column('int') rowsUnchanged!: number;
  @Column('int') rowsBad!: number;
  @Column('uuid', { nullable: true }) runnerId!: string | null;
  @Column('timestamptz', { nullable: true }) leasedUntil!: Date | null;
  @Column('timestamptz', { nullable: true }) startedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;

  static open(facts: ImportFacts): PartsImport {
    const opened = new PartsImport();
    opened.begin(facts.id, facts.storeId);
    const idle = { failure: null, runnerId: null, leasedUntil: null, startedAt: null, endedAt: null };
    return Object.assign(opened, { ...facts, ...NOTHING_DONE, ...idle, status: 'uploading' as const });
  }

  /** @throws ImportNotUploading */
  mustBeUploading(): void {
    if (this.status !== 'uploading') throw new ImportNotUploading();
  }

  /** The file is complete. @throws ImportNotUploading */
  start(at: Date): void {
    this.mustBeUploading();
    this.status = 'running';
    this.startedAt = at;
  }

  /** Whether a runner may have it: it runs, and nobody holds it. */
  lease(runnerId: string, at: Date): boolean {
    if (this.status !== 'running' || (this.leasedUntil && this.leasedUntil > at)) return false;
    this.runnerId = runnerId;
    this.leasedUntil = new Date(at.getTime() + LEASE_MS);
    return true;
  }

  /** Whether the batch after so many rows is this runner's to do. */
  awaits(runnerId: string, rowsBefore: number): boolean {
    return this.status === 'running' && this.runnerId === runnerId && this.rowsDone === rowsBefore;
  }

  /** A batch is settled; the lease begins anew. */
  noteBatch({ rows, partsListed, lotsBooked, rowsUnchanged, rowsBad }: BatchCounts, at: Date): void {
    this.rowsDone += rows;
    this.partsListed += partsListed;
    this.lotsBooked += lotsBooked;
    this.rowsUnchanged += rowsUnchanged;
    this.rowsBad += rowsBad;
    this.leasedUntil = new Date(at.getTime() + LEASE_MS);
  }

  finish(at: Date): PartsImportFinished {
    this.status = 'done';
    this.end(at);
    const { id: importId, fileName, isDryRun, rowsDone: rows, partsListed, lotsBooked, rowsUnchanged, rowsBad } = this;
    const counts = { rows, partsListed, lotsBooked, rowsUnchanged, rowsBad };
    return PartsImportFinished.of({ importId, fileName, isDryRun, ...counts, finishedAt: at.toISOString() });
  }

  /** What was taken over until then stays. @param why one word */
  fail(why: string, at: Date): void {
    this.status = 'failed';
    this.failure = why;
    this.end(at);
  }

  private end(at: Date): void {
    this.endedAt = at;
    this.runnerId = null;
    this.leasedUntil = null;
  }
}
