import { createHash } from 'node:crypto';
import { escapeHtml, formatFen, localTime } from '@pitlane/kernel';
import type { AppointmentStatus } from '../appointments/appointment-status.js';
import type { MeanwhileWish } from '../appointments/meanwhile.js';
import type { VisitView } from './visit.dto.js';

const STATUSES: Readonly<Record<AppointmentStatus, string>> = {
  booked: '已预约，请确认',
  confirmed: '已确认',
  arrived: '已到店',
  cancelled: '已取消',
  'no-show': '未到店',
};
const MEANWHILE_WORDS: Readonly<Record<MeanwhileWish, string>> = {
  waits: '在店等候',
  leaves: '离店',
  'courtesy-car': '使用代步车',
  'pick-up-and-return': '上门取送车',
};
const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** `2026-11-23（周一）10:00` in the store's zone */
function printedInstant(instant: string, zone: string): string {
  const { date, time, weekday } = localTime(new Date(instant), zone);
  return `${date}（周${WEEKDAYS[weekday - 1] ?? ''}）${time}`;
}

const button = (step: string, words: string): string => `<button data-step="${step}">${words}</button>`;

/** The visit as a page that its customer reads on a phone. */
export function visitPage(visit: VisitView): string {
  const { status, zone } = visit;
  const facts = [
    ['状态', STATUSES[status]],
    ['到店时间', printedInstant(visit.startsAt, zone)],
    ['预计完工', printedInstant(visit.endsAt, zone)],
    ['服务项目', visit.operations.map(({ nameZh }) => nameZh).join('、')],
    ['服务顾问', visit.advisorName],
    ['期间安排', MEANWHILE_WORDS[visit.meanwhile]],
    ['预计费用', `${formatFen(visit.lowFen)} – ${formatFen(visit.highFen)}（含税）`],
  ] as const;
  const isAhead = status === 'booked' || status === 'confirmed';
  const steps = [
    ...(status === 'booked' ? [button('confirm', '确认到店')] : []),
    ...(isAhead ? [button('cancel', '取消预约')] : []),
  ];
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>维修预约</title><style>${STYLE}</style></head>
<body data-zone="${escapeHtml(zone)}">
<header><h1>维修预约</h1><p>${escapeHtml(visit.storeName)}</p></header>
<dl>${facts.map(([label, value]) => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>
<p>${steps.join('\n')}</p>
${isAhead ? `<p>${MOVING}</p>` : ''}
<p role="status"></p>
${isAhead ? `<script>${SCRIPT}</script>` : ''}
</body>
</html>
`;
}

const MOVING = `<label>改期 <input type="date"></label> <select aria-label="到店时间"></select> ${button('move', '改到此时间')}`;

const STYLE =
  'body{font-family:sans-serif;max-width:32rem;margin:1.5rem auto;padding:0 1rem;color:#111}h1{margin-bottom:0}' +
  'dl{display:grid;grid-template-columns:max-content 1fr;gap:.5rem 1rem}dt{color:#555}dd{margin:0}' +
  'button,input,select{font:inherit}button{padding:.6rem 1.2rem;margin-right:.8rem}';

/** Only a press of a button changes anything: programs that scan messages follow links. */
const SCRIPT = `
const [day, times, told] = ['input', 'select', '[role=status]'].map((part) => document.querySelector(part));
const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: document.body.dataset.zone, hour: '2-digit', minute: '2-digit' });
day.onchange = async () => {
  const answer = await fetch('free-starts?day=' + day.value);
  const { starts = [] } = await answer.json();
  times.replaceChildren(...starts.map(({ startsAt }) => new Option(clock.format(new Date(startsAt)), startsAt)));
  told.textContent = starts.length > 0 ? '' : '当天没有可预约的时间，请选择其他日期。';
};
for (const button of document.querySelectorAll('button')) {
  button.onclick = async () => {
    const { step } = button.dataset;
    if (step === 'move' && !times.value) return day.focus();
    if (step === 'cancel' && !confirm('确定取消预约？')) return;
    const body = JSON.stringify(step === 'move' ? { startsAt: times.value } : {});
    const answer = await fetch(step, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    if (answer.ok) return location.reload();
    told.textContent = answer.status === 409 && step === 'move' ? '该时间已被预约，请选择其他时间。' : '操作未成功，请稍后再试或联系门店。';
  };
}`;

/** By which a policy lets this script run, and no other. */
export const SCRIPT_HASH = `sha256-${createHash('sha256').update(SCRIPT).digest('base64')}`;
