import { Interval } from '@nestjs/schedule';

type Check = () => Promise<void>;

/** Runs a method every so many milliseconds; a run that takes longer is not overtaken by the next one. */
export const Every =
  (ms: number) =>
  (target: object, key: string, descriptor: TypedPropertyDescriptor<Check>): void => {
    const check = descriptor.value;
    if (!check) throw new Error(`${key} is not a method`);
    const running = new WeakSet<object>();
    descriptor.value = async function (this: object): Promise<void> {
      if (running.has(this)) return;
      running.add(this);
      try {
        await check.call(this);
      } finally {
        running.delete(this);
      }
    };
    Interval(ms)(target, key, descriptor);
  };
