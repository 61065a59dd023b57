import { randomUUID } from 'node:crypto';
import { eventTypeOf, streamOf, subjectOf } from '@pitlane/contracts';
import { type Delivery, Inbox, InboxBatch } from '@pitlane/platform';
import { type DeliverOptions, startService } from '../index.js';
import { NotebookModule, notebookMigrations, PingSent } from './notebook.js';

describe('a batch of events', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);
  const words = async (): Promise<string[]> =>
    (await notebook.sql<{ word: string }>('SELECT word FROM ping ORDER BY seq')).map((row) => row.word);
  const take = (deliveries: Delivery[]): Promise<boolean> => notebook.get(InboxBatch).accept(deliveries);

  function ping(word: string, options: DeliverOptions = {}): Delivery {
    const envelope = notebook.envelopeOf(PingSent.of({ word }), options);
    const type = eventTypeOf(PingSent);
    const subject = subjectOf(type, envelope.storeid);
    const raw = Buffer.from(JSON.stringify(envelope));
    return { subject, stream: streamOf(type.service), streamSeq: 1, headers: {}, raw, deliveryCount: 1 };
  }

  beforeEach(() => notebook.sql('TRUNCATE gate, ping'));

  it('has each effect once and in order, in the store of each event', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    const batch = [
      ping('a1', { aggregateId: a }),
      ping('b1', { aggregateId: b, storeId: 'SH002' }),
      ping('a2', { aggregateId: a }),
      ping('b2', { aggregateId: b, storeId: 'SH002' }),
    ];
    expect(await take(batch)).toBe(true);

    expect(await notebook.sql('SELECT word, store_id FROM ping ORDER BY seq')).toEqual([
      { word: 'a1', store_id: 'SH001' },
      { word: 'b1', store_id: 'SH002' },
      { word: 'a2', store_id: 'SH001' },
      { word: 'b2', store_id: 'SH002' },
    ]);
    const handled = await notebook.sql(
      `SELECT status, aggregate_version AS version FROM inbox WHERE aggregate_id = $1 ORDER BY done_seq`,
      [a],
    );
    expect(handled).toEqual([
      { status: 'done', version: 1 },
      { status: 'done', version: 2 },
    ]);
    expect(await notebook.deliver(PingSent.of({ word: 'a3' }), { aggregateId: a, version: 3 })).toBe('done');
  });

  it('has no second effect when it comes again, with something new among it', async () => {
    const aggregateId = randomUUID();
    const [first, second, third] = [1, 2, 3].map((n) => ping(`w${n}`, { aggregateId, eventId: randomUUID() }));
    if (!first || !second || !third) throw new Error('three pings');
    expect(await take([first, second])).toBe(true);
    expect(await take([first, second, third])).toBe(true);
    expect(await words()).toEqual(['w1', 'w2', 'w3']);
  });

  it.each([
    ['an early one', (id: string) => ping('early', { aggregateId: id, version: 3 })],
    ['one that came before', (id: string) => ({ ...ping('again', { aggregateId: id }), deliveryCount: 2 })],
    ['a malformed one', (id: string) => ({ ...ping('x', { aggregateId: id }), raw: Buffer.from('not json') })],
    ['one under another subject', (id: string) => ({ ...ping('y', { aggregateId: id }), subject: 'evt.workshop.x' })],
  ])('keeps nothing when there is %s in it', async (_name, odd) => {
    const aggregateId = randomUUID();
    expect(await take([ping('one', { aggregateId }), odd(aggregateId)])).toBe(false);
    expect(await words()).toEqual([]);
    expect(await notebook.sql('SELECT 1 FROM inbox WHERE aggregate_id = $1', [aggregateId])).toEqual([]);
  });

  it.each(['shut', 'unstorable'])(
    'keeps nothing when one is %s; one by one the others have their effect',
    async (odd) => {
      await notebook.sql(`INSERT INTO gate (word, open) VALUES ('shut', false)`);
      const batch = [ping('before'), ping(odd), ping('after')];
      expect(await take(batch)).toBe(false);
      expect(await words()).toEqual([]);

      for (const delivery of batch) await notebook.get(Inbox).accept(delivery);
      expect(await words()).toEqual(['before', 'after']);
    },
  );

  it('has each effect once when batches that overlap come to several takers at one moment', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const events = Array.from({ length: 30 }, (_, n) =>
      ping(`r${n}`, { aggregateId: ids[n % 3] ?? '', eventId: randomUUID() }),
    );
    const takers = Array.from({ length: 6 }, async (_, n) => {
      const mine = events.slice(0, 12 + n * 3);
      if (await take(mine)) return;
      for (const delivery of mine) await notebook.get(Inbox).accept(delivery);
    });
    await Promise.all(takers);
    for (const delivery of events) await notebook.get(Inbox).accept(delivery);

    // What was refused above is tried again beside this.
    const heard = (await words()).filter((word) => word.startsWith('r'));
    expect(heard).toHaveLength(30);
    for (const rest of [0, 1, 2]) {
      const numbers = heard.map((word) => Number(word.slice(1))).filter((n) => n % 3 === rest);
      expect(numbers).toEqual([...numbers].sort((x, y) => x - y));
    }
  });
});
