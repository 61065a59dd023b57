import { createHash } from 'node:crypto';
import { type Envelope, SERVICES, type ServiceName, streamOf } from '@pitlane/contracts';
import type { Database } from '../database/database.js';
import { isUnstorable } from '../database/transient.js';
import type { Tx } from '../database/tx.js';
import type { Log } from '../telemetry/log.js';
import type { Delivery } from './inbox.js';
import * as rows from './parking.queries.js';

/** Where events are kept that no retry helps, with their bytes, until people look at them. */
export class Parking {
  constructor(
    private readonly db: Database,
    private readonly log: Log,
    private readonly consumer: ServiceName,
  ) {}

  async park(delivery: Delivery, reason: rows.Reason & { readonly eventId?: string }): Promise<'parked'> {
    await rows.park(this.db.dataSource, this.consumer, delivery, reason);
    return this.say(reason, delivery);
  }

  /** What has an envelope of its producer's is parked as an event of its aggregate: given up, the aggregate goes on without it. */
  async parkInPlace(delivery: Delivery, reason: rows.Reason, envelope: Envelope | undefined): Promise<'parked'> {
    if (!envelope || !isOfStream(envelope, delivery)) return this.park(delivery, reason);
    const sha256 = createHash('sha256').update(delivery.raw).digest();
    const parkWith = (payload: string): Promise<void> =>
      rows.parkInPlace(this.db.dataSource, { consumer: this.consumer, delivery, envelope, sha256, payload }, reason);
    await parkWith(Buffer.from(delivery.raw).toString('utf8')).catch((error: unknown) => {
      if (isUnstorable(error)) return parkWith('null');
      throw error;
    });
    return this.say({ ...reason, eventId: envelope.id }, delivery);
  }

  /** Parks an event that has a row of its own. */
  async parkKnown(db: Pick<Tx, 'query'>, eventId: string, { reasonCode, detail }: rows.Reason): Promise<'parked'> {
    await rows.parkKnown(db, this.consumer, { eventId, reasonCode, detail });
    return this.say({ reasonCode, eventId });
  }

  private say({ reasonCode: code, eventId }: { reasonCode: string; eventId?: string }, from?: Delivery): 'parked' {
    const known = { ...(from && { stream: from.stream }), ...(eventId !== undefined && { eventId }) };
    this.log.error('an event is parked', undefined, { code, ...known });
    return 'parked';
  }
}

const isOfStream = ({ source }: Envelope, { stream }: Delivery): boolean =>
  SERVICES.some((service) => source === `/pitlane/${service}` && stream === streamOf(service));
