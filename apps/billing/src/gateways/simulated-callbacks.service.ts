import type { AddressInfo, Server } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Clock, CONFIG, type Config, Every, Log, SystemScope } from '@pitlane/platform';
import { signedHeaders } from './callback-signature.js';
import { type DueCallback, SimulatedGateway } from './simulated-gateway.service.js';

const TIME_LIMIT_MS = 5_000;

/** Sends the simulator's callbacks to this service over HTTP, until they are answered. */
@Injectable()
export class SimulatedCallbacks {
  constructor(
    private readonly gateway: SimulatedGateway,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly adapters: HttpAdapterHost,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Every(1_000)
  async sendInEachStore(): Promise<void> {
    if (this.config.NODE_ENV === 'production') return;
    await this.system.inStoresWith(
      () => this.gateway.storesWithCallbacks(),
      (store) => this.send(store.id),
    );
  }

  /** Sends what is due in a store. An answer ends a callback, whatever it is; without one it is sent again. */
  async send(storeId: string): Promise<void> {
    for (const callback of await this.gateway.dueCallbacks()) {
      try {
        const status = await this.post(storeId, callback);
        if (status < 500) await this.gateway.callbackEnded(callback.id);
      } catch (error) {
        this.log.warn('a simulated callback was not answered', { code: error instanceof Error ? error.name : 'error' });
      }
    }
  }

  private async post(storeId: string, { id: _id, gateway, ...paid }: DueCallback): Promise<number> {
    const body = { ...paid, status: 'paid' };
    const response = await fetch(`${this.ownAddress()}/v1/gateway-callbacks/${storeId}/${gateway}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...signedHeaders({ storeId, gateway, body }, this.clock.now(), this.config.GATEWAY_SECRET),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    return response.status;
  }

  private ownAddress(): string {
    const server = this.adapters.httpAdapter.getHttpServer() as Server;
    const { port } = server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }
}
