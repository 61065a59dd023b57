import { Every } from '@pitlane/platform';

describe('a check that comes round', () => {
  it('is not begun again before it ended, for each service that does it', async () => {
    let begun = 0;
    let end = (): void => undefined;
    class Checks {
      @Every(1_000)
      async look(): Promise<void> {
        begun += 1;
        await new Promise<void>((resolve) => (end = resolve));
      }
    }
    const checks = new Checks();
    const first = checks.look();
    await checks.look();
    expect(begun).toBe(1);
    end();
    await first;
    const again = checks.look();
    expect(begun).toBe(2);
    end();
    await again;
  });

  it('comes round again after a failure', async () => {
    class Checks {
      @Every(1_000)
      look(): Promise<void> {
        return Promise.reject(new Error('this time'));
      }
    }
    const checks = new Checks();
    await expect(checks.look()).rejects.toThrow('this time');
    await expect(checks.look()).rejects.toThrow('this time');
  });
});
