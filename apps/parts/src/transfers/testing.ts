import type { TestCaller, TestService } from '@pitlane/testing';
import { done } from '@pitlane/testing/set-up';
import type { IncomingTransferView } from '../incoming-transfers/incoming-transfer.dto.js';
import type { OutgoingTransferView } from '../outgoing-transfers/outgoing-transfer.dto.js';
import { TransferCarrier } from './transfer-carrier.service.js';

type Incoming = IncomingTransferView & { code?: string };
type Outgoing = OutgoingTransferView & { code?: string };

type Wanted = Parameters<TransferDesk['request']>;

const CLERKS = { SH001: 'zhu.parts', SH002: 'ren.parts' };

/** Two sister stores, of which one gives the other parts. */
export class TransferDesk {
  readonly giver: TestCaller;
  readonly taker: TestCaller;

  constructor(
    private readonly parts: TestService,
    private readonly fromStoreId: keyof typeof CLERKS = 'SH001',
    toStoreId: keyof typeof CLERKS = 'SH002',
  ) {
    this.giver = parts.as(CLERKS[fromStoreId], { store: fromStoreId });
    this.taker = parts.as(CLERKS[toStoreId], { store: toStoreId });
  }

  /** Tells each store what the other one wrote until then. */
  async carry(): Promise<void> {
    for (const store of Object.keys(CLERKS))
      await this.parts.inStore(store, () => this.parts.get(TransferCarrier).carry(store));
  }

  /** As if it stopped after telling, before it noted that. */
  async forgetTold(): Promise<void> {
    await this.parts.sql(
      `WITH one AS (UPDATE incoming_transfer SET told_status = NULL)
       UPDATE outgoing_transfer SET told_status = NULL, told_suspicion_version = 0`,
    );
  }

  /** So much of each part. Answers the transfer's id. */
  async request(partNumbers: string | readonly string[], quantityThousandths: number): Promise<string> {
    const lines = [partNumbers].flat().map((partNumber) => ({ partNumber, quantityThousandths }));
    const body = { fromStoreId: this.fromStoreId, lines, reason: '客户等车' };
    return done(await this.taker.post<Incoming>('/v1/incoming-transfers', body)).id;
  }

  async outgoing(transferId: string): Promise<Outgoing> {
    const { body } = await this.giver.get<{ items: Outgoing[] }>('/v1/outgoing-transfers?limit=100');
    const [found] = body.items.filter((transfer) => transfer.transferId === transferId);
    if (!found) throw new Error('The giver did not hear of it.');
    return found;
  }

  async incoming(id: string): Promise<Incoming> {
    return (await this.taker.get<Incoming>(`/v1/incoming-transfers/${id}`)).body;
  }

  async ship(transferId: string, body: object = {}) {
    return this.giver.post<Outgoing>(`/v1/outgoing-transfers/${(await this.outgoing(transferId)).id}/ship`, body);
  }

  receive(id: string, body: object = {}) {
    return this.taker.post<Incoming>(`/v1/incoming-transfers/${id}/receive`, body);
  }

  /** Asked for, heard, shipped and heard of. */
  async inTransit(...wanted: Wanted): Promise<string> {
    const id = await this.request(...wanted);
    await this.carry();
    done(await this.ship(id));
    await this.carry();
    return id;
  }

  /** The same, and received. */
  async moved(...wanted: Wanted): Promise<Incoming> {
    return done(await this.receive(await this.inTransit(...wanted)));
  }
}
