import type { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import type { StoreWall } from './store-wall.js';

/** A connection in a transaction, as the driver and as TypeORM see it, and what all that share the transaction did to it. */
export interface Connection {
  readonly client: Client;
  readonly manager: EntityManager;
  /** Written to the outbox so far. */
  events: number;
  /** Whose rows row-level security shows at the moment. */
  scope: string;
}

/** What transactions need of their service. */
export interface TxTools {
  readonly cursorSecret: string;
  readonly wall: StoreWall;
}
