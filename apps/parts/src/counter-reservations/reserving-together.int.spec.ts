import { randomUUID } from 'node:crypto';
import { currentScope, Database } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import type { ReservationView } from '../reservations/reservation.dto.js';
import { Reservation } from '../reservations/reservation.entity.js';
import { PartsCounter, type Wanted } from '../stock/testing.js';
import { type CounterRequest, CounterReservationsService } from './counter-reservations.service.js';

/** P1, P2: lots below zero, or not the fold of their movements. */
const BROKEN_LOTS = `
  SELECT lot.id FROM lot JOIN (
    SELECT lot_id, sum(available_delta) AS available, sum(reserved_delta) AS reserved FROM movement GROUP BY lot_id) fold
    ON fold.lot_id = lot.id
  WHERE (available_thousandths, reserved_thousandths) <> (fold.available, fold.reserved) OR available_thousandths < 0`;

/** P4: lines that do not keep what the ledger kept for them. */
const BROKEN_LINES = `
  SELECT line.id FROM reservation_line line
  LEFT JOIN (SELECT line_id, sum(reserved_delta + staged_delta) AS kept FROM movement GROUP BY line_id) fold ON fold.line_id = line.id
  WHERE reserved_thousandths <> coalesce(fold.kept, 0)`;

/** Which lots gave how much to each line, the lots by their place in the order in which they leave. */
const TAKEN = `
  SELECT line.reservation_id, line.position, queue.place, movement.reserved_delta::int AS quantity
  FROM movement JOIN reservation_line line ON line.id = movement.line_id
  JOIN (SELECT id, row_number() OVER (PARTITION BY part_id ORDER BY expires_on, received_at, id)::int AS place FROM lot) queue
    ON queue.id = movement.lot_id
  WHERE line.reservation_id = ANY ($1)
  ORDER BY array_position($1::uuid[], line.reservation_id), line.position, movement.seq`;

describe('parts reserved at the counter at the same time', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  const keep = (requests: readonly CounterRequest[]): Promise<string[]> =>
    parts.inStore('SH001', () =>
      parts.get(Database).transaction(async (tx) => {
        const members = requests.map((item) => ({ item, scope: currentScope(), traceparent: undefined }));
        const outcomes = await parts.get(CounterReservationsService).keepInTurn(tx, members);
        return outcomes.map((outcome) => (outcome instanceof Reservation ? outcome.id : ''));
      }),
    );

  const requestOf = (lines: readonly Wanted[]): CounterRequest => ({
    facts: {
      ...{ id: uuidv7(), storeId: 'SH001', reason: 'a customer', keptUntil: new Date('2026-11-23T01:00:00Z') },
      lines: lines.map((line) => ({ ...line, lineId: uuidv7() })),
    },
    at: parts.clock.now(),
  });

  /** Two parts with the same lots each time. Answers their numbers. */
  async function stock(
    lots: readonly (readonly { quantity: number; expiresOn: string | null }[])[],
  ): Promise<string[]> {
    const numbers: string[] = [];
    for (const ofPart of lots) {
      const { partNumber } = await counter.listPart();
      const lines = ofPart.map(({ quantity, expiresOn }) => ({
        ...{ partNumber, quantityThousandths: quantity },
        ...(expiresOn && { expiresOn }),
      }));
      if (lines.length > 0) await counter.receive(...lines);
      numbers.push(partNumber);
    }
    return numbers;
  }

  const takenBy = async (ids: readonly string[]): Promise<unknown[]> => {
    const rows = await parts.sql<{ reservation_id: string }>(TAKEN, [ids]);
    return rows.map(({ reservation_id, ...row }) => ({ nth: ids.indexOf(reservation_id), ...row }));
  };

  it('get the same, from the same lots, as one after the other', async () => {
    const lot = fc.record({
      quantity: fc.integer({ min: 1, max: 6000 }),
      expiresOn: fc.constantFrom(null, null, '2026-11-01', '2027-01-31', '2027-06-30'),
    });
    const line = fc.record({ part: fc.nat({ max: 1 }), quantity: fc.integer({ min: 1, max: 4000 }) });
    const wishes = fc.array(fc.array(line, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 8 });
    const lots = fc.tuple(fc.array(lot, { maxLength: 4 }), fc.array(lot, { maxLength: 4 }));

    await fc.assert(
      fc.asyncProperty(lots, wishes, async (received, wanted) => {
        const requestsFor = (numbers: readonly string[]) =>
          wanted.map((lines) =>
            requestOf(lines.map((one) => ({ partNumber: numbers[one.part] ?? '', quantityThousandths: one.quantity }))),
          );
        const together = await keep(requestsFor(await stock(received)));
        const inTurn: string[] = [];
        for (const request of requestsFor(await stock(received))) inTurn.push(...(await keep([request])));

        expect(await takenBy(together)).toEqual(await takenBy(inTurn));
      }),
      { numRuns: 25, interruptAfterTimeLimit: 40_000 },
    );
    expect(await parts.sql(BROKEN_LOTS)).toEqual([]);
    expect(await parts.sql(BROKEN_LINES)).toEqual([]);
  }, 90_000);

  it('never get more than there is: 64 callers for one hot part, through two replicas, in lines that name it twice', async () => {
    const twin = await parts.twin();
    const [hot, other] = await stock([
      [10_000, 7_000, 3_000].map((quantity) => ({ quantity, expiresOn: null })),
      [{ quantity: 50_000, expiresOn: null }],
    ]);
    const lines = [
      { partNumber: hot, quantityThousandths: 300 },
      { partNumber: other, quantityThousandths: 500 },
      { partNumber: hot, quantityThousandths: 200 },
    ];
    const wish = (n: number) => ({ lines: n % 3 ? lines : lines.toReversed(), reason: randomUUID() });

    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, n) =>
        (n % 2 ? twin : parts).as('parts-clerk').post<ReservationView>('/v1/reservations', wish(n)),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const kept = answers.flatMap(({ body }) => body.lines);
    const keptOf = (partNumber: string | undefined) =>
      kept.filter((one) => one.partNumber === partNumber).reduce((sum, one) => sum + one.reservedThousandths, 0);
    expect([keptOf(hot), keptOf(other)]).toEqual([20_000, 32_000]);
    expect(answers.filter(({ body }) => body.status === 'reserved')).not.toHaveLength(0);
    expect(await parts.sql(BROKEN_LOTS)).toEqual([]);
    expect(await parts.sql(BROKEN_LINES)).toEqual([]);
  });
});
