import { Controller, Get, Query } from '@nestjs/common';
import { Integer, Uuid } from '@pitlane/contracts';
import { Transform } from 'class-transformer';
import { Allow } from '../auth/allow.js';
import { Database } from '../database/database.js';

const MOST = 200;

class EventsQuery {
  @Uuid() aggregateId!: string;
  @Transform(({ value }: { value: unknown }) => Number(value))
  @Integer({ min: 1, max: 2_147_483_647 })
  fromVersion!: number;
}

/** The outbox as a replay source: a consumer that misses versions of an aggregate asks here. */
@Controller('internal/events')
export class InternalEventsController {
  constructor(private readonly db: Database) {}

  @Get()
  @Allow('service')
  async list(
    @Query() { aggregateId, fromVersion }: EventsQuery,
  ): Promise<{ events: { subject: string; payload: string }[] }> {
    const events = await this.db.read((tx) =>
      tx.query<{ subject: string; payload: string }>(
        `SELECT subject, payload::text FROM outbox WHERE aggregate_id = $1 AND aggregate_version >= $2 AND store_id = ANY ($3)
         ORDER BY aggregate_version LIMIT ${MOST}`,
        [aggregateId, fromVersion, tx.scope.stores],
      ),
    );
    return { events };
  }
}
