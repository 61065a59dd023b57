import { randomUUID } from 'node:crypto';
import type { HttpLoad, Target } from '../load/job.js';
import { measure, type Sample } from '../measure/side.js';
import { HOT_PART, partNumberOf, seedStock, type Stock, storeOfPart, THOUSANDTHS } from '../seed/stock.js';
import type { Caller } from '../world/issuer.js';
import { type Service, STORES, type World } from '../world/world.js';
import { checkBook, untilPublished } from './books.js';

export const CONNECTIONS = 32;

export const STOCK: Stock = {
  parts: 10_000, lotsPerPart: 3, unitsPerLot: 2_000, hotLots: 40, hotUnitsPerLot: 20_000, stores: STORES.slice(0, 1),
}; // prettier-ignore

/** Reserves one piece at the counter. */
export const reserve = (partNumber: string, store: string): Target => ({
  path: '/v1/reservations',
  store,
  body: JSON.stringify({ lines: [{ partNumber, quantityThousandths: THOUSANDTHS }], reason: 'bench' }),
});

/** The parts service with stock: the real process with its relay, over HTTP. */
export class OurStock {
  private reservedBefore = 0;
  private acceptedSince = 0;

  private constructor(
    private readonly world: World,
    readonly service: Service,
    private readonly stock: Stock,
  ) {}

  /** With the broker, so that the relay's work counts. */
  static async start(world: World, stock: Stock): Promise<OurStock> {
    await world.startBroker();
    await world.startProvisioner();
    return OurStock.of(world, stock, await world.startService('parts', { withBroker: true }));
  }

  static async of(world: World, stock: Stock, service: Service): Promise<OurStock> {
    await seedStock(world, service, stock);
    return new OurStock(world, service, stock);
  }

  spread(durationMs: number): HttpLoad {
    const { parts, stores } = this.stock;
    const part = (_: unknown, index: number): Target =>
      reserve(partNumberOf(index + 1), storeOfPart(index + 1, stores));
    return this.load(Array.from({ length: parts }, part), durationMs);
  }

  hot(durationMs: number): HttpLoad {
    return this.load([reserve(HOT_PART, this.stock.stores[0] ?? '')], durationMs);
  }

  private get as(): Caller {
    return { role: 'parts-clerk', stores: this.stock.stores };
  }

  load(targets: readonly Target[], durationMs: number): HttpLoad {
    const { as, service } = this;
    return { kind: 'http', url: service.url, as, connections: CONNECTIONS, take: 'random', durationMs, targets };
  }

  /** A new part that comes with a delivery, as the parts clerk notes it. */
  async receive(partNumber: string, units: number): Promise<void> {
    const described = {
      nameZh: '机油滤清器',
      nameEn: 'Oil filter',
      category: 'filters',
      unit: 'piece',
      brand: 'Bench',
    };
    const limits = { minThousandths: 0, maxThousandths: 1_000_000_000 };
    await this.post('/v1/parts', { partNumber, ...described, origin: 'genuine', fits: [], ...limits });
    const line = { partNumber, result: 'accepted', quantityThousandths: units * THOUSANDTHS, unitCostFen: 2_500 };
    await this.post('/v1/deliveries', {
      deliveryNote: `BENCH-${partNumber}`, supplier: 'Bench', receivedAt: new Date().toISOString(), lines: [line],
    }); // prettier-ignore
  }

  private async post(path: string, body: object): Promise<void> {
    const response = await fetch(`${this.service.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await this.world.issuer.tokenFor(this.as)}`, 'content-type': 'application/json', 'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    }); // prettier-ignore
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }

  /** Until its events are published: the relay's work belongs to the price of a reservation. */
  async measure(load: HttpLoad): Promise<Sample> {
    const settled = (): Promise<void> => untilPublished(this.world, this.service);
    const sample = await measure(this.world, { load, pid: this.service.pid, settled });
    this.acceptedSince += sample.accepted;
    return sample;
  }

  /** Begins to compare what is accepted with what the lots keep. */
  async open(): Promise<void> {
    this.reservedBefore = await this.reservedThousandths();
    this.acceptedSince = 0;
  }

  private async reservedThousandths(): Promise<number> {
    const [row] = await this.world.sql<{ reserved: string }>(
      this.world.superuserUrl(this.service),
      'SELECT coalesce(sum(reserved_thousandths), 0) AS reserved FROM lot',
    );
    return Number(row?.reserved);
  }

  /** Everything that was accepted is kept, nothing more; the lots are whole and follow from the ledger. @throws Error */
  async check(): Promise<void> {
    await checkBook('parts', this.service, ['P1', 'P2', 'P4']);
    const reserved = (await this.reservedThousandths()) - this.reservedBefore;
    const promised = this.acceptedSince * THOUSANDTHS;
    if (reserved !== promised) throw new Error(`${promised} thousandths were promised, ${reserved} are kept.`);
  }
}
