import type { NatsConnection } from '@nats-io/transport-node';
import { Presence } from './presence.js';

/** The client's own account of what becomes of its connection. */
function simulatedConnection(): { connection: NatsConnection; tell: (type: string) => Promise<void> } {
  const told: { type: string }[] = [];
  let next = (): void => undefined;
  async function* status(): AsyncGenerator<{ type: string }> {
    for (;;) {
      for (let one = told.shift(); one; one = told.shift()) yield one;
      await new Promise<void>((resolve) => (next = resolve));
    }
  }
  const tell = async (type: string): Promise<void> => {
    told.push({ type });
    next();
    await new Promise(setImmediate);
  };
  return { connection: { status } as unknown as NatsConnection, tell };
}

describe('the presence of the broker', () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  let presence: Presence;
  let tell: (type: string) => Promise<void>;

  beforeEach(async () => {
    const simulated = simulatedConnection();
    ({ tell } = simulated);
    presence = new Presence();
    void presence.follow(simulated.connection);
    await new Promise(setImmediate);
  });

  it('begins with the connection', () => {
    expect(new Presence().isHere).toBe(false);
    expect(presence.isHere).toBe(true);
  });

  it('gives the broker’s answer, or its refusal', async () => {
    expect(await presence.ask(() => Promise.resolve(7))).toBe(7);
    await expect(presence.ask(() => Promise.reject(new Error('no stream')))).rejects.toThrow('no stream');
  });

  it('ends what is not answered as soon as the broker goes', async () => {
    const asked = expect(presence.ask(never)).rejects.toMatchObject({ name: 'BrokerLost' });
    await tell('disconnect');
    await asked;
  });

  it('asks nothing while the broker is away', async () => {
    await tell('disconnect');
    let asked = 0;
    await expect(presence.ask(() => Promise.resolve((asked += 1)))).rejects.toMatchObject({ name: 'BrokerLost' });
    expect(asked).toBe(0);
  });

  it('lets wait until the broker is back, and tells of both', async () => {
    const told: string[] = [];
    presence.onLeave(() => told.push('left'));
    presence.onReturn(() => told.push('returned'));
    await presence.returned();
    await tell('disconnect');
    const back = presence.returned().then(() => told.push('went on'));
    await tell('reconnecting');
    expect(told).toEqual(['left']);
    await tell('reconnect');
    await back;
    expect(told).toEqual(['left', 'returned', 'went on']);
    expect(await presence.ask(() => Promise.resolve(7))).toBe(7);
  });
});
