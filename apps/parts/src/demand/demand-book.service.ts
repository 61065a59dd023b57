import { Injectable } from '@nestjs/common';
import { actingStore, type Tx } from '@pitlane/platform';
import { Stock } from '../stock/stock.service.js';
import { addAsked, type Asked, type AskedKind, passAsked, takeBackAsked } from './demand-book.queries.js';

/** Lines of a reservation or an order that still miss something. */
interface ShortLine {
  readonly id: string;
  readonly partNumber: string;
  readonly missingThousandths: number;
}

/**
 * Keeps what was asked for, by request and the store's day on which it was first known (PRT-12, PRT-15): issues less returns, lost
 * sales, emergency buys. Each is written in the transaction of what happened.
 */
@Injectable()
export class DemandBook {
  constructor(private readonly stock: Stock) {}

  /** An emergency buy names the line that it is for: issued later, it is the same demand. One for no line names itself. */
  async note(tx: Tx, kind: AskedKind, asked: readonly Asked[], at: Date): Promise<void> {
    if (asked.length === 0) return;
    await addAsked(tx, asked, { storeId: actingStore(tx.scope), kind, day: this.stock.today(tx, at) });
  }

  /** These lines ended, and what they miss was never there: a lost sale. */
  async noteUnfilled(tx: Tx, lines: readonly ShortLine[], at: Date): Promise<void> {
    const lost = lines.map(({ id: requestId, partNumber, missingThousandths: quantityThousandths }) => ({
      ...{ requestId, partNumber, quantityThousandths },
    }));
    await this.note(tx, 'lost', lost, at);
  }

  /** Other lines stand for these: what was bought for one in a hurry, and is issued on the other, is one demand. */
  async passOn(tx: Tx, heirs: readonly { source: ShortLine; line: ShortLine | undefined }[]): Promise<void> {
    const passed = heirs.flatMap(({ source: { id: fromId, partNumber }, line }) =>
      line ? [{ fromId, toId: line.id, partNumber }] : [],
    );
    if (passed.length > 0) await passAsked(tx, passed, actingStore(tx.scope));
  }

  /** Unused parts came back: nobody needed them, also where they were bought for somebody. */
  async takeBack(tx: Tx, asked: readonly Asked[]): Promise<void> {
    await takeBackAsked(tx, asked, { storeId: actingStore(tx.scope), kinds: ['issued', 'bought'] });
  }

  /** What was bought in a hurry never comes. */
  async takeBackBought(tx: Tx, asked: readonly Asked[]): Promise<void> {
    if (asked.length === 0) return;
    await takeBackAsked(tx, asked, { storeId: actingStore(tx.scope), kinds: ['bought'] });
  }
}
