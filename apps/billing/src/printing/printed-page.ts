import type { PayType } from '@pitlane/contracts';
import { escapeHtml, formatFen, localTime } from '@pitlane/kernel';
import type { KnownVehicle } from '../known-vehicles/known-vehicle.entity.js';
import type { PricedLine } from '../quotes/pricing.js';

const PAYERS: Readonly<Record<PayType, string>> = {
  customer: '客户',
  warranty: '厂家保修',
  insurance: '保险',
  internal: '内部',
  goodwill: '善意',
};

/** `2026-11-21 09:30` in the store's zone */
export function printedInstant(at: Date, zone: string): string {
  const { date, time } = localTime(at, zone);
  return `${date} ${time}`;
}

export interface PrintedPage {
  readonly title: string;
  readonly store: string;
  /** Label and value, in order; a null value is left out. */
  readonly facts: readonly (readonly [string, string | null])[];
  readonly lines: readonly PricedLine[];
  /** Label and amount in fen below the lines. */
  readonly sums: readonly (readonly [string, number])[];
  readonly notes: readonly string[];
}

/** The facts of a vehicle, as far as the store knows it. */
export function vehicleFacts(vehicle: KnownVehicle | null): (readonly [string, string | null])[] {
  return [
    ['车牌号', vehicle?.plate ?? null],
    ['车型', vehicle ? `${vehicle.make} ${vehicle.model}` : null],
    ['车辆识别代号', vehicle?.vin ?? null],
  ];
}

/** A document as a page that a browser prints: labor and material apart (BIL-14). */
export function printed({ title, store, facts, lines, sums, notes }: PrintedPage): string {
  const shown = facts.flatMap(([label, value]) =>
    value === null ? [] : [`<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`],
  );
  const total = sums.map(([label, fen]) => `<tr><th>${escapeHtml(label)}</th><td>${formatFen(fen)}</td></tr>`);
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>
<header><h1>${escapeHtml(title)}</h1><p>${escapeHtml(store)}</p></header>
<dl>${shown.join('')}</dl>
${table(
  '工时',
  '小时',
  lines.filter(({ kind }) => kind === 'labor'),
)}
${table(
  '材料',
  '数量',
  lines.filter(({ kind }) => kind === 'part'),
)}
<table class="sums">${total.join('')}</table>
${notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('\n')}
<footer>客户签字:____________ 日期:____________</footer>
</body>
</html>
`;
}

function table(heading: string, quantityHeading: string, lines: readonly PricedLine[]): string {
  if (lines.length === 0) return '';
  const rows = lines.map(
    (line) =>
      `<tr><td>${escapeHtml(line.code)}</td><td>${escapeHtml(line.name)}</td><td>${printedQuantity(line)}</td>` +
      `<td>${formatFen(line.unitPriceFen)}</td><td>${formatFen(line.amountFen)}</td><td>${PAYERS[line.payType]}</td></tr>`,
  );
  return `<h2>${heading}</h2>
<table><thead><tr><th>编号</th><th>名称</th><th>${quantityHeading}</th><th>单价</th><th>金额</th><th>付款方</th></tr></thead>
<tbody>${rows.join('')}</tbody></table>`;
}

/** `1.50` hours, `4.5` units */
function printedQuantity({ kind, quantity }: PricedLine): string {
  return kind === 'labor' ? (quantity / 100).toFixed(2) : String(quantity / 1_000);
}

const STYLE =
  'body{font-family:sans-serif;max-width:48rem;margin:2rem auto;color:#111}h1{margin-bottom:0}' +
  'dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0}' +
  'table{width:100%;border-collapse:collapse}th,td{border-bottom:1px solid #ccc;padding:.3rem;text-align:left}' +
  '.sums{margin-top:1rem;width:auto;margin-left:auto}.sums td{text-align:right}footer{margin-top:3rem}';
