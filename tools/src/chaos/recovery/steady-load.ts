import { setTimeout as sleep } from 'node:timers/promises';
import { PARTS } from '../../demo/data/index.js';
import { Random } from '../../demo/random.js';
import { STAFF } from '../../demo/staff-members.js';
import { Api } from '../../platform/api.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Exchange, History } from '../load/history.js';

const TIMEOUT_MS = 15_000;
const CLIENTS = 8;

/** Commands and reads that need no other service's events: what staff can go on with while no event travels. */
export class SteadyLoad {
  readonly history: History;
  private readonly api: Api;
  private readonly random: Random;
  private isOver = false;
  private open = new Set<Promise<void>>();

  constructor(
    private readonly cluster: Cluster,
    seed: number,
  ) {
    this.history = History.of(cluster.platform.services);
    this.api = new Api(cluster.platform);
    this.random = new Random(seed);
  }

  /** Requests per second that so many clients get answered when none of them waits. */
  async capacity(ms: number): Promise<number> {
    const from = Date.now();
    const client = async (): Promise<void> => {
      while (Date.now() < from + ms) await this.request();
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    return this.history.since(from).length / (ms / 1_000);
  }

  /** Sends requests at a steady rate, whether the ones before are answered or not, until `end`. */
  async at(perSecond: number): Promise<void> {
    for (let due = Date.now(); !this.isOver; due += 1_000 / perSecond) {
      await sleep(Math.max(0, due - Date.now()));
      const request = this.request();
      this.open.add(request);
      void request.finally(() => this.open.delete(request));
    }
  }

  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.open);
  }

  /** A delivery (with its event) or a list. */
  private async request(): Promise<void> {
    const { services } = this.cluster.platform;
    const isCommand = this.random.next() < 0.5;
    const read = this.random.pick([
      `${services.workshop}/v1/repair-orders?limit=20`,
      `${services.appointments}/v1/appointments?limit=20`,
      `${services.parts}/v1/parts?limit=20`,
    ]);
    const headers = {
      authorization: `Bearer ${await this.api.token(isCommand ? STAFF.partsClerk : STAFF.manager)}`,
      'pitlane-store': 'SH001',
    };
    const command = { ...headers, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    await this.history
      .fetch(
        isCommand ? `${services.parts}/v1/deliveries` : read,
        isCommand ? { method: 'POST', headers: command, body: this.delivery(), signal } : { headers, signal },
      )
      .catch(() => undefined); // the history has it
  }

  private delivery(): string {
    const { partNumber, costFen } = this.random.pick(PARTS.filter(({ origin }) => origin !== 'aftermarket'));
    const lines = [{ partNumber, quantityThousandths: 1_000, unitCostFen: costFen, result: 'accepted' }];
    return JSON.stringify({ deliveryNote: crypto.randomUUID(), supplier: '均速', lines });
  }
}

/** Requests that got no answer, or one that says that nobody knows. */
export const failed = (exchanges: readonly Exchange[]): Exchange[] =>
  exchanges.filter(({ status }) => status === 0 || status >= 500);

/** Milliseconds within which 99 of 100 were answered. */
export function p99(exchanges: readonly Exchange[]): number {
  const durations = exchanges.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  return durations[Math.floor(durations.length * 0.99)] ?? 0;
}
