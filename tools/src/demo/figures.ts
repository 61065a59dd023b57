import type { ServiceName } from '@pitlane/contracts';
import { formatFen, plusDays } from '@pitlane/kernel';
import type { Api } from '../platform/api.js';
import { STAFF } from './staff-members.js';

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** What a manager asks for in the evening, or at the end of a month, from the services' lists. */
export async function figuresOf(api: Api, days: readonly string[]): Promise<[string, string][]> {
  const appointments: { status: string }[] = [];
  for (const day of days)
    appointments.push(...(await all<{ status: string }>(api, 'appointments', `/v1/appointments?day=${day}`)));
  const orders = await all<{ id: string; status: string; statusChangedAt: string }>(
    api,
    'workshop',
    '/v1/repair-orders',
  );
  const settlements = await all<Settlement>(api, 'billing', '/v1/settlements');
  const alerts = await all<{ alert: string }>(api, 'parts', '/v1/alerts');
  const { rounds } = await api.get<{
    rounds: { round: number; total: number; reachedInTime: number; satisfied: number }[];
  }>('crm', '/v1/follow-ups/figures', STAFF.crmAgent);
  const first = rounds.find(({ round }) => round === 1);
  const issued = settlements.filter(({ number }) => number !== null);
  const total = issued.reduce((sum, { totalFen }) => sum + totalFen, 0);
  const count = (status: string): number => appointments.filter((one) => one.status === status).length;
  return [
    ['预约 appointments', `${appointments.length}，到店 ${count('arrived')}，爽约 ${count('no-show')}`],
    ...(await bookingFiguresOf(api, days)),
    ['交车 delivered', `${orders.filter(({ status }) => status === 'delivered').length} / ${orders.length}`],
    [
      '营业额 settled',
      `${formatFen(total)}，${issued.length} 单，单车 ${formatFen(issued.length ? Math.round(total / issued.length) : 0)}`,
    ],
    ['备件预警 stock alerts', `${alerts.filter(({ alert }) => alert === 'below-minimum').length} 低于下限`],
    [
      '回访 follow-up calls',
      `${first?.reachedInTime ?? 0} / ${first?.total ?? 0} 24 小时内接通，满意 ${first?.satisfied ?? 0}`,
    ],
  ];
}

interface Figure {
  readonly figure: string;
  /** Basis points or minutes; null where there is nothing to divide by. */
  readonly value: number | null;
  readonly part: number;
  readonly whole: number;
}

/** Those who come on a day call so long before it. */
const CALLS_DAYS_AHEAD = 2;

/** What the booking desk is measured by (APT-14); the lead time is that of the calls that led to the days. */
async function bookingFiguresOf(api: Api, days: readonly string[]): Promise<[string, string][]> {
  const [first = '', last = ''] = [days.at(0), days.at(-1)];
  const [ofDays, sinceCalls] = await Promise.all(
    [first, plusDays(first, -CALLS_DAYS_AHEAD)].map(async (from) => {
      const path = `/v1/figures?from=${from}&to=${last}`;
      return (await api.get<{ together: Figure[] }>('appointments', path, STAFF.manager)).together;
    }),
  );
  const percentOf = (name: string): string => {
    const { value = null, part = 0, whole = 0 } = ofDays?.find(({ figure }) => figure === name) ?? {};
    return value === null ? '—' : `${(value / 100).toFixed(1)} %（${part} / ${whole}）`;
  };
  const leadMinutes = sinceCalls?.find(({ figure }) => figure === 'lead-time')?.value ?? 0;
  return [
    ['预约率 booking rate', percentOf('booking-rate')],
    ['履约率 kept promises', percentOf('kept-promise-rate')],
    ['预约提前 lead time', `平均 ${(leadMinutes / 60).toFixed(1)} 小时`],
    ['产能利用 capacity use', percentOf('capacity-use')],
  ];
}

interface Settlement {
  readonly number: string | null;
  readonly totalFen: number;
}

/** Every page of a list, as the manager sees it. */
export async function all<T>(api: Api, service: ServiceName, path: string): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const separator = path.includes('?') ? '&' : '?';
    const page: Page<T> = await api.get(
      service,
      `${path}${separator}limit=100${cursor && `&cursor=${cursor}`}`,
      STAFF.manager,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
