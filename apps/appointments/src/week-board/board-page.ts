import type { BayKind } from '@pitlane/contracts';
import { escapeHtml, weekdayOf } from '@pitlane/kernel';
import type { AppointmentStatus } from '../appointments/appointment-status.js';
import type { Bar, Board, BoardBay, BoardDay } from './board.js';

const [NAMES_WIDTH, DAY_WIDTH, HEADER, ROW, FOOTER] = [150, 164, 52, 34, 40];
const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];
const BAY_KINDS: Readonly<Record<BayKind, string>> = {
  lift: '举升', quick: '快修', diagnosis: '诊断', body: '钣金', paint: '喷漆', alignment: '四轮定位', wash: '洗车', ev: '新能源',
}; // prettier-ignore
type BarKind = Extract<AppointmentStatus, 'booked' | 'confirmed' | 'arrived'> | 'held';
const BARS: Readonly<Record<BarKind, { words: string; colour: string; ink: string }>> = {
  held: { words: '占位', colour: '#e5e7eb', ink: '#111827' },
  booked: { words: '已预约', colour: '#bfdbfe', ink: '#111827' },
  confirmed: { words: '已确认', colour: '#1d4ed8', ink: '#ffffff' },
  arrived: { words: '已到店', colour: '#15803d', ink: '#ffffff' },
};

/** From the earliest opening to the latest closing of the week: the width of a day. */
interface Span {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** A week of the bays as a page: bays below each other, days side by side, bookings as bars. */
export function boardPage(board: Board): string {
  const { store, week } = board;
  const title = `${escapeHtml(store.name)} ${week} 工位周看板`;
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head>
<body>
<h1>${title}</h1>
${drawing(board)}
<p>使用率：工位已占用时间 ÷ 营业时间内的工位时间。可预约比例 ${store.bookableSharePercent} %，其余留给直接到店的客户。</p>
</body>
</html>
`;
}

function drawing({ bays, days }: Board): string {
  const width = NAMES_WIDTH + days.length * DAY_WIDTH;
  const height = HEADER + bays.length * ROW + FOOTER;
  const open = days.flatMap((day) => day.open ?? []);
  const span = {
    fromMinute: Math.min(24 * 60, ...open.map(({ fromMinute }) => fromMinute)),
    toMinute: Math.max(0, ...open.map(({ toMinute }) => toMinute)),
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...days.flatMap((day, index) => dayColumn(day, { left: leftOf(index), height: bays.length * ROW, span })),
    ...bays.flatMap((bay, row) => bayRow(bay, HEADER + row * ROW, width)),
    ...days.flatMap((day, index) => day.bars.map((bar) => barOf(bar, { left: leftOf(index), bays, span }))),
    ...legend(HEADER + bays.length * ROW + 24),
    '</svg>',
  ].join('\n');
}

const leftOf = (day: number): number => NAMES_WIDTH + day * DAY_WIDTH;

function dayColumn(
  { date, open, usePercent }: BoardDay,
  { left, height, span }: { left: number; height: number; span: Span },
): string[] {
  const middle = left + DAY_WIDTH / 2;
  const weekday = weekdayOf(date);
  const heading = `${WEEKDAYS[weekday - 1] ?? ''} ${date.slice(5)}`;
  const use = open ? `使用率 ${usePercent === null ? '—' : `${usePercent} %`}` : '休息';
  const hours = open ? hoursOf(span).map((minute) => left + xOf(minute, span)) : [];
  return [
    ...closedTimes(open, span).map(
      ([from, to]) => `<rect x="${left + from}" y="${HEADER}" width="${to - from}" height="${height}" fill="#f3f4f6"/>`,
    ),
    ...hours.map((x) => `<path d="M${x} ${HEADER}v${height}" stroke="#e5e7eb"/>`),
    `<text x="${middle}" y="20" text-anchor="middle" font-weight="bold">${heading}</text>`,
    `<text x="${middle}" y="40" text-anchor="middle" fill="#4b5563">${use}</text>`,
    `<path d="M${left} 0V${HEADER + height}" stroke="#9ca3af"/>`,
  ];
}

/** Where in a day's width the store is closed. */
function closedTimes(open: Span | null, span: Span): (readonly [from: number, to: number])[] {
  if (!open) return [[0, DAY_WIDTH]];
  return [[0, xOf(open.fromMinute, span)] as const, [xOf(open.toMinute, span), DAY_WIDTH] as const].filter(
    ([from, to]) => from < to,
  );
}

/** The full hours inside the day. */
function hoursOf({ fromMinute, toMinute }: Span): number[] {
  const first = Math.floor(fromMinute / 60) + 1;
  return Array.from({ length: Math.max(0, Math.ceil(toMinute / 60) - first) }, (_, hour) => (first + hour) * 60);
}

const xOf = (minute: number, { fromMinute, toMinute }: Span): number =>
  Math.round(((minute - fromMinute) / (toMinute - fromMinute)) * DAY_WIDTH * 10) / 10;

function bayRow({ name, kind, active }: BoardBay, top: number, width: number): string[] {
  const words = `${name} · ${BAY_KINDS[kind]}${active ? '' : '（停用）'}`;
  return [
    `<path d="M0 ${top}H${width}" stroke="#d1d5db"/>`,
    `<text x="6" y="${top + 21}" fill="${active ? '#111827' : '#9ca3af'}">${escapeHtml(words)}</text>`,
  ];
}

function barOf(bar: Bar, { left, bays, span }: { left: number; bays: readonly BoardBay[]; span: Span }): string {
  const row = bays.findIndex(({ bayId }) => bayId === bar.bayId);
  const { words, colour, ink } = BARS[kindOf(bar)];
  const [from, to] = [xOf(bar.fromMinute, span), xOf(bar.toMinute, span)];
  const [x, y, width] = [left + from + 1, HEADER + row * ROW + 4, to - from - 2];
  const operations = bar.operationNames.join('、');
  const times = `${clock(bar.fromMinute)}–${clock(bar.toMinute)}`;
  const tooltip = [times, ...bar.operationNames, words].join(' ');
  const shown = [...operations].slice(0, Math.max(0, Math.floor((width - 6) / 12))).join('');
  return (
    `<g><title>${escapeHtml(tooltip)}</title>` +
    `<rect x="${x}" y="${y}" width="${width}" height="${ROW - 8}" rx="3" fill="${colour}"/>` +
    `<text x="${x + 4}" y="${y + 17}" fill="${ink}">${escapeHtml(shown)}</text></g>`
  );
}

function kindOf({ status }: Bar): BarKind {
  if (status === null) return 'held';
  return status === 'confirmed' || status === 'arrived' ? status : 'booked';
}

/** 570 → `09:30` */
const clock = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

function legend(top: number): string[] {
  return Object.values(BARS).flatMap(({ words, colour }, index) => {
    const x = NAMES_WIDTH + index * 90;
    return [
      `<rect x="${x}" y="${top - 11}" width="14" height="14" rx="3" fill="${colour}"/>`,
      `<text x="${x + 20}" y="${top}">${words}</text>`,
    ];
  });
}

const STYLE =
  'body{font-family:sans-serif;margin:1rem;color:#111}h1{font-size:1.2rem}svg{width:100%;min-width:60rem;border:1px solid #d1d5db}' +
  'p{color:#4b5563}@media print{@page{size:landscape}}';
