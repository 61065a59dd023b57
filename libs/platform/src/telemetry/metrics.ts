import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Values of `pitlane_relay_state`. */
export const RELAY_STATE = { standby: 0, publishing: 1, setBack: 2 } as const;

/** What Prometheus scrapes. Labels are routes, types and codes: never ids of people or cars. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly requests = new Histogram({
    name: 'pitlane_http_request_seconds',
    help: 'Duration of HTTP requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  readonly handled = new Histogram({
    name: 'pitlane_event_handling_seconds',
    help: 'Duration of the inbox transaction of one event, by type and outcome.',
    labelNames: ['type', 'outcome'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [this.registry],
  });
  readonly published = new Counter({
    name: 'pitlane_outbox_published_total',
    help: 'Events published by the relay.',
    registers: [this.registry],
  });
  readonly relayLeader = new Gauge({
    name: 'pitlane_relay_leader',
    help: '1 while this process is the relay of the outbox.',
    registers: [this.registry],
  });
  readonly relayState = new Gauge({
    name: 'pitlane_relay_state',
    help: '0 standby or no broker, 1 publishing, 2 stopped: the stream holds events that the database has forgotten.',
    registers: [this.registry],
  });

  readonly auditEntriesLinked = new Counter({
    name: 'pitlane_audit_entries_linked_total',
    help: 'Audit entries linked into the chain of their store.',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A figure that is asked for when it is scraped. */
  onScrape(name: string, help: string, read: () => Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read().catch(() => Number.NaN));
      },
    });
  }
}
