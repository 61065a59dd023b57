/** Waits until `probe` answers something other than undefined, null or false. @throws Error with the last failure after the time */
export async function eventually<T>(
  probe: () => Promise<T | undefined | null | false>,
  { withinMs = 20_000, everyMs = 50 } = {},
): Promise<T> {
  const until = Date.now() + withinMs;
  let lastError: unknown;
  while (Date.now() < until) {
    try {
      const value = await probe();
      if (value !== undefined && value !== null && value !== false) return value;
    } catch (error) {
      lastError = error;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error('It did not come true in time.', { cause: lastError });
}
