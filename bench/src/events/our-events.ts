import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { durableOf, streamOf } from '@pitlane/contracts';
import type { SqlLoad } from '../load/job.js';
import { runLoad } from '../load/run-load.js';
import { type Service, STORES, type World } from '../world/world.js';
import { committedMs, type Delivered, deliveredSince, type Ends, TIMED_TABLES, untilCount } from './timing.js';

const STORE = STORES[0] ?? '';
const WITHIN_MS = 600_000;

/**
 * Says an event as a command of the parts service would, by the same row in the same outbox: a part is listed. So more can be said
 * than HTTP commands could, and what is measured is what comes after the commit.
 */
const SAY = `
  ${TIMED_TABLES}
  CREATE FUNCTION say() RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE
    event uuid := gen_random_uuid();
    part uuid := gen_random_uuid();
    envelope json := json_build_object(
      'specversion', '1.0', 'id', event, 'type', 'parts.part.listed.v1', 'source', '/pitlane/parts', 'subject', part,
      'time', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'datacontenttype', 'application/json',
      'dataschema', 'https://pitlane.dev/schemas/parts.part.listed.v1.json', 'storeid', '${STORE}', 'aggregatetype', 'part',
      'aggregateid', part, 'aggregateversion', 1, 'correlationid', gen_random_uuid(), 'actorrole', 'parts-clerk',
      'data', json_build_object('partId', part, 'partNumber', left(part::text, 8), 'nameZh', '机油滤清器', 'nameEn', 'Oil filter',
        'unit', 'piece', 'origin', 'genuine'));
  BEGIN
    INSERT INTO outbox (event_id, store_id, aggregate_type, aggregate_id, aggregate_version, subject, headers, payload, payload_sha256)
      VALUES (event, '${STORE}', 'part', part, 1, 'evt.parts.${STORE}.part.listed.v1', json_build_object('Nats-Msg-Id', event), envelope,
        sha256(convert_to(envelope::text, 'UTF8')));
    INSERT INTO said (event_id) VALUES (event);
    RETURN true;
  END $$;`;

const EFFECTS = `SELECT count(*) FROM inbox WHERE status = 'done'`;

/** The real way of an event: outbox of the parts service, its relay, JetStream, inbox of the billing service. */
export class OurEvents {
  private constructor(
    private readonly world: World,
    readonly parts: Service,
    readonly billing: Service,
  ) {}

  static async start(world: World): Promise<OurEvents> {
    await world.startBroker();
    await world.startProvisioner();
    const parts = await world.startService('parts', { withBroker: true });
    const billing = await world.startService('billing', { withBroker: true });
    await world.sql(world.superuserUrl(parts), SAY);
    return new OurEvents(world, parts, billing);
  }

  get partsUrl(): string {
    return this.world.superuserUrl(this.parts);
  }

  get billingUrl(): string {
    return this.world.superuserUrl(this.billing);
  }

  /** Says events, on 16 connections. */
  saying(pace: Pick<SqlLoad, 'durationMs' | 'perSecond' | 'most'>): SqlLoad {
    return {
      kind: 'sql',
      url: this.partsUrl,
      sql: 'SELECT say()',
      connections: 16,
      parameters: [[]],
      take: 'random',
      ...pace,
    };
  }

  /** Says many at once, with few commits: a backlog. */
  async sayAtOnce(count: number): Promise<void> {
    await this.world.sql(this.partsUrl, `SELECT count(say()) FROM generate_series(1, ${count})`);
  }

  /** How many events had their effect so far. */
  async effects(): Promise<number> {
    const [row] = await this.world.sql<{ count: string }>(this.billingUrl, EFFECTS);
    return Number(row?.count);
  }

  untilEffects(atLeast: number): Promise<void> {
    return untilCount(this.world, { url: this.billingUrl, sql: EFFECTS }, { atLeast, withinMs: WITHIN_MS });
  }

  /** Waits until the billing service has taken all that the broker holds for it, twice delivered or not. */
  async untilCaughtUp(): Promise<void> {
    const connection = await connect({ ...this.world.natsAs('observer'), inboxPrefix: '_INBOX_observer' });
    try {
      const manager = await jetstreamManager(connection, { checkAPI: false });
      for (const until = Date.now() + WITHIN_MS; Date.now() < until;) {
        const durable = await manager.consumers.info(streamOf('parts'), durableOf('billing', 'parts'));
        if (durable.num_pending + durable.num_ack_pending === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    } finally {
      await connection.close();
    }
    throw new Error(`The billing service did not catch up within ${WITHIN_MS / 1_000} s.`);
  }

  /** Says events, wakes the relay after them as a replica does that does not lead, and waits until the last had its effect. */
  async deliver(pace: Pick<SqlLoad, 'durationMs' | 'perSecond' | 'most'>): Promise<Delivered> {
    const [before, since] = [await this.effects(), Date.now()];
    const saying = { ...this.saying(pace), afterwards: 'NOTIFY outbox_written' };
    const { accepted } = await runLoad(this.world, saying);
    await this.untilEffects(before + accepted);
    return deliveredSince(this.world, this.endsOf(`SELECT event_id, ${committedMs('said')} AS at FROM said`), since);
  }

  /** The ends of events that commands of the parts service said: the part's row bears the moment of the commit. */
  get endsOfCommands(): Ends {
    return this.endsOf(
      `SELECT event_id, ${committedMs('part')} AS at FROM outbox JOIN part ON part.id = outbox.aggregate_id`,
    );
  }

  private endsOf(said: string): Ends {
    return {
      said: { url: this.partsUrl, sql: said },
      effect: { url: this.billingUrl, sql: `SELECT event_id, ${committedMs('inbox')} AS at FROM inbox` },
    };
  }
}
