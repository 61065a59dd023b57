import type { Store } from '@pitlane/platform';

/** A store that is open from Monday to Saturday, 08:00 to 18:00, but for what is said otherwise. */
export const aStore = (over: Partial<Store> = {}): Store => ({
  id: 'SH001',
  groupId: 'huadong',
  name: '上海浦东店',
  zone: 'Asia/Shanghai',
  brand: '上汽大众',
  openingHours: [{ weekdays: [1, 2, 3, 4, 5, 6], opens: '08:00', closes: '18:00' }],
  closures: [],
  bookableSharePercent: 60,
  slotMinutes: 15,
  advisors: [{ id: 'chen.advisor', name: '陈志强' }],
  ...over,
});
