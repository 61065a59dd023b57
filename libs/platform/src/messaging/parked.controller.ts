import { Body, Controller, Get, HttpCode, Inject, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import { type ServiceName, Text } from '@pitlane/contracts';
import { DomainError, NotFound } from '@pitlane/kernel';
import { Allow } from '../auth/allow.js';
import { Caller, type Principal } from '../auth/principal.js';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/tx.js';
import { Inbox, type Outcome } from './inbox.js';
import { giveUp } from './inbox.queries.js';

class ParkedQuery {
  @Text(60, { optional: true }) reasonCode?: string;
}

class Reason {
  /** Why it is sent again or given up; kept with the event. */
  @Text(500) reason!: string;
}

interface ParkedRow {
  id: string;
  event_id: string | null;
  subject: string;
  stream: string;
  stream_seq: string | null;
  headers: Record<string, string>;
  raw: Buffer;
  reason_code: string;
  detail: string;
  parked_at: Date;
  discard_proposed_by: string | null;
  discard_reason: string | null;
}

/** Where an event that is given up is money or stock: two people have to want it. */
const TWO_PEOPLE: ReadonlySet<ServiceName> = new Set<ServiceName>(['billing', 'parts']);

const shown = (row: ParkedRow): Record<string, unknown> => ({
  id: Number(row.id),
  eventId: row.event_id,
  subject: row.subject,
  reasonCode: row.reason_code,
  detail: row.detail,
  parkedAt: row.parked_at.toISOString(),
  discardProposedBy: row.discard_proposed_by,
  discardReason: row.discard_reason,
});

/** Events that no retry could help: looked at, sent through the inbox again, or given up. */
@Controller('ops/parked')
@Allow('platform-operator')
export class ParkedController {
  constructor(
    private readonly db: Database,
    private readonly inbox: Inbox,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async list(@Query() { reasonCode }: ParkedQuery): Promise<Record<string, unknown>[]> {
    const rows = await this.db.read((tx) =>
      tx.query<ParkedRow>(
        'SELECT * FROM inbox_parked WHERE resolved_at IS NULL AND ($1::text IS NULL OR reason_code = $1) ORDER BY id LIMIT 200',
        [reasonCode ?? null],
      ),
    );
    return rows.map(shown);
  }

  /** Runs the event through the inbox again under its own id: what had its effect already has none. */
  @Post(':id/redrive')
  @HttpCode(200)
  async redrive(
    @Param('id', ParseIntPipe) id: number,
    @Body() { reason }: Reason,
    @Caller() caller: Principal,
  ): Promise<{ outcome: Outcome }> {
    const row = await this.db.read((tx) => openRow(tx, id));
    const streamSeq = row.stream_seq === null ? null : Number(row.stream_seq);
    const { subject, stream, headers, raw } = row;
    const outcome = await this.inbox.accept(
      { subject, stream, streamSeq, headers, raw, deliveryCount: 1 },
      { redrive: true },
    );
    // One that is no event still stands parked under its own number: it was not parked anew.
    await this.db.transaction(async (tx) => {
      if (outcome === 'parked' && !(await isParkedAnew(tx, row))) return;
      await resolve(tx, row, { by: caller.id, resolution: `redrive (${outcome}): ${reason}` });
    });
    return { outcome };
  }

  /**
   * Gives the event up: once those before it are handled, its aggregate goes on without it. In billing and parts the first person proposes it, a second one does it.
   * @throws NotFound | DomainError `PARKED.RESOLVED` | `PARKED.SECOND_PERSON_NEEDED`
   */
  @Post(':id/discard')
  @HttpCode(200)
  async discard(
    @Param('id', ParseIntPipe) id: number,
    @Body() { reason }: Reason,
    @Caller() caller: Principal,
  ): Promise<{ outcome: 'proposed' | 'discarded' }> {
    return this.db.transaction(async (tx) => {
      await tx.query('SELECT FROM inbox_parked WHERE id = $1 FOR UPDATE', [id]);
      const row = await openRow(tx, id);
      if (TWO_PEOPLE.has(this.config.service)) {
        if (row.discard_proposed_by === null) return propose(tx, id, { by: caller.id, reason });
        if (row.discard_proposed_by === caller.id) throw new SecondPersonNeeded(id);
      }
      const proposal = row.discard_proposed_by && ` (proposed by ${row.discard_proposed_by}: ${row.discard_reason})`;
      await resolve(tx, row, { by: caller.id, resolution: `discard: ${reason}${proposal ?? ''}` });
      await giveUp(tx, this.config.service, row.event_id);
      return { outcome: 'discarded' };
    });
  }
}

/** @throws NotFound | DomainError `PARKED.RESOLVED` */
async function openRow(tx: Tx, id: number): Promise<ParkedRow> {
  const [row] = await tx.query<ParkedRow & { resolved_at: Date | null }>('SELECT * FROM inbox_parked WHERE id = $1', [
    id,
  ]);
  if (!row) throw new NotFound('parked event', String(id));
  if (row.resolved_at) throw new AlreadyResolved(id);
  return row;
}

async function propose(
  tx: Tx,
  id: number,
  { by, reason }: { by: string; reason: string },
): Promise<{ outcome: 'proposed' }> {
  await tx.query('UPDATE inbox_parked SET discard_proposed_by = $2, discard_reason = $3 WHERE id = $1 RETURNING id', [
    id,
    by,
    reason,
  ]);
  return { outcome: 'proposed' };
}

async function resolve(
  tx: Tx,
  { id }: ParkedRow,
  { by, resolution }: { by: string; resolution: string },
): Promise<void> {
  const resolved = await tx.query(
    `UPDATE inbox_parked SET resolved_at = now(), resolved_by = $2, resolution = $3
     WHERE id = $1 AND resolved_at IS NULL RETURNING id`,
    [id, by, resolution],
  );
  if (resolved.length === 0) throw new AlreadyResolved(Number(id));
}

async function isParkedAnew(tx: Tx, { id, raw }: ParkedRow): Promise<boolean> {
  const newer = await tx.query('SELECT FROM inbox_parked WHERE id > $1 AND raw = $2 AND resolved_at IS NULL', [
    id,
    raw,
  ]);
  return newer.length > 0;
}

class SecondPersonNeeded extends DomainError {
  constructor(id: number) {
    const message = `Parked event ${id} is given up by another than who proposed it.`;
    super('PARKED.SECOND_PERSON_NEEDED', 'forbidden', message, { id });
  }
}

class AlreadyResolved extends DomainError {
  constructor(id: number) {
    super('PARKED.RESOLVED', 'conflict', `Parked event ${id} is resolved.`, { id });
  }
}
