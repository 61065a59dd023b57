import { Wakeup } from './wakeup.js';

describe('a sleep that can be cut short', () => {
  const settled = async (promise: Promise<unknown>): Promise<boolean> => {
    let isSettled = false;
    void promise.then(() => (isSettled = true));
    await new Promise(setImmediate);
    return isSettled;
  };

  it('ends with the next wake-up, or at once with one that nobody slept for', async () => {
    const wakeup = new Wakeup();
    const sleep = wakeup.sleep(60_000);
    expect(await settled(sleep)).toBe(false);
    wakeup.wake();
    expect(await settled(sleep)).toBe(true);

    wakeup.wake();
    wakeup.wake();
    expect(await settled(wakeup.sleep(60_000))).toBe(true);
    const next = wakeup.sleep(60_000);
    expect(await settled(next)).toBe(false);
    wakeup.wake();
    expect(await settled(next)).toBe(true);
  });

  it('hears its wake-up though an earlier sleep that nobody waits for any more has ended since', async () => {
    const wakeup = new Wakeup();
    const left = wakeup.sleep(5);
    const sleep = wakeup.sleep(60_000);
    await left;
    wakeup.wake();
    expect(await settled(sleep)).toBe(true);
  });
});
