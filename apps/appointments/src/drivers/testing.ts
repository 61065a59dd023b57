import { randomInt, randomUUID } from 'node:crypto';
import { Driver, type DriverFacts } from './driver.entity.js';

/** Every day of the week. */
export const everyDay = (starts = '06:00', ends = '22:00') =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, starts, ends }));

/** What the manager writes down of a driver, whose staff id is their own; on shift long before and after the store is open. */
export const driverBody = () => ({
  ...{ driverId: `gu${randomInt(100_000, 999_999)}.driver`, name: '顾永辉' },
  ...{ licenceClass: 'C1' as const, licenceValidUntil: '2030-01-31', shifts: everyDay() },
});

export const aDriver = (facts: Partial<DriverFacts> = {}): Driver =>
  Driver.register({ id: randomUUID(), storeId: 'SH001', ...driverBody(), ...facts });
