import { type Curve, type Finding, isMet, type RowResult, written } from '../rows/row.js';
import { figure, goalOf } from './table.js';

const WIDTH = 1_160;
const MARGIN = 24;
const BARS = { x: 640, width: 300, line: 24, top: 96 };
const CURVES = { height: 260, width: 330, gap: 60 };
/** The bars' axis, logarithmic: from a hundredth of the goal to ten times as good. */
const [LEAST, MOST] = [0.01, 10];
const COLOURS = {
  met: '#2f7d4f', missed: '#b4572b', doubtful: '#8c959f', text: '#1f2328', quiet: '#59636e', grid: '#d1d9e0', curve: '#3b6fb6',
}; // prettier-ignore

/** How near a figure is to its goal: 1 on it, 2 twice as good. */
export function nearness({ goal, measured: { median } }: Pick<Finding, 'goal' | 'measured'>): number {
  if ('atLeast' in goal) return median / goal.atLeast;
  if (median <= goal.atMost && goal.atMost === 0) return MOST;
  return goal.atMost / median;
}

/** 0 to 1 along a logarithmic axis. */
function along(value: number, [from, to]: readonly [number, number]): number {
  const within = Math.min(to, Math.max(from, value));
  return to === from ? 0 : Math.log(within / from) / Math.log(to / from);
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

interface At {
  readonly x: number;
  readonly y: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly colour?: string;
  readonly weight?: number;
}

const text = (content: string, { x, y, anchor = 'start', colour = COLOURS.text, weight = 400 }: At): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colour}" font-weight="${weight}">${escaped(content)}</text>`;

type Point = readonly [x: number, y: number];

const rule = ([x1, y1]: Point, [x2, y2]: Point): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${COLOURS.grid}"/>`;

/** The figures of all rows beside their goals, then what requests cost with more and more data; an SVG of its own. */
export function chartOf(results: readonly RowResult[], caption: string): string {
  const bars = results.flatMap(({ row, findings }) => findings.map((finding) => ({ row, finding })));
  const bottom = BARS.top + bars.length * BARS.line;
  const curves = results.flatMap((result) => result.curves ?? []);
  const height = bottom + (curves.length > 0 ? CURVES.height + 70 : 0) + MARGIN;
  const parts = [
    text('How near each figure is to its goal', { x: MARGIN, y: 34, weight: 600 }),
    text(`${caption} Green: met; red: missed; grey: every round was disturbed.`, {
      x: MARGIN,
      y: 56,
      colour: COLOURS.quiet,
    }),
    ...axis(bottom),
    ...bars.flatMap(({ row, finding }, index) => bar(row, finding, BARS.top + index * BARS.line)),
    ...curves.flatMap((curve, index) =>
      curveLines(curve, { x: MARGIN + index * (CURVES.width + CURVES.gap), y: bottom + 60 }),
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="13">
<rect width="100%" height="100%" fill="#ffffff"/>
${parts.join('\n')}
</svg>
`;
}

const placeOf = (value: number): number => BARS.x + along(value, [LEAST, MOST]) * BARS.width;

function axis(bottom: number): string[] {
  const marks: [number, string][] = [[0.01, '1/100'], [0.1, '1/10'], [1, 'goal'], [10, '×10']]; // prettier-ignore
  return marks.flatMap(([value, label]) => [
    rule([placeOf(value), BARS.top - 14], [placeOf(value), bottom]),
    text(label, { x: placeOf(value), y: BARS.top - 20, anchor: 'middle', colour: COLOURS.quiet }),
  ]);
}

function bar(row: string, finding: Finding, y: number): string[] {
  const colour = finding.measured.isDoubtful ? COLOURS.doubtful : isMet(finding) ? COLOURS.met : COLOURS.missed;
  const [start, end] = [placeOf(LEAST), Math.max(placeOf(LEAST) + 2, placeOf(nearness(finding)))];
  const unit = finding.goal.unit ? ` ${finding.goal.unit}` : '';
  const value = `${figure(finding.measured.median)}${unit}, goal ${goalOf(finding)}`;
  return [
    text(row, { x: MARGIN, y: y + 12, weight: 600 }),
    text(shortened(finding.figure), { x: MARGIN + 40, y: y + 12 }),
    `<rect x="${start}" y="${y + 1}" width="${end - start}" height="14" rx="2" fill="${colour}"/>`,
    text(value, { x: BARS.x + BARS.width + 10, y: y + 12, colour: COLOURS.quiet }),
  ];
}

const shortened = (label: string): string => (label.length > 88 ? `${label.slice(0, 87)}…` : label);

function curveLines({ of, unit, points }: Curve, { x, y }: { x: number; y: number }): string[] {
  const values = points.map(({ value }) => value);
  const sizes = points.map(({ size }) => size);
  const most = Math.max(...values) * 1.15;
  const floor = y + CURVES.height - 40;
  const at = ({ size, value }: Curve['points'][number]): [number, number] => [
    x + 30 + along(size, [Math.min(...sizes), Math.max(...sizes)]) * (CURVES.width - 60),
    floor - (value / most) * (CURVES.height - 70),
  ];
  const path = points.map((point) => at(point).join(',')).join(' ');
  return [
    text(`${of}: ${unit} each`, { x, y: y - 4, weight: 600 }),
    rule([x, floor], [x + CURVES.width, floor]),
    `<polyline points="${path}" fill="none" stroke="${COLOURS.curve}" stroke-width="2"/>`,
    ...points.flatMap((point) => {
      const [pointX, pointY] = at(point);
      return [
        `<circle cx="${pointX}" cy="${pointY}" r="3.5" fill="${COLOURS.curve}"/>`,
        text(written(point.value), { x: pointX, y: pointY - 10, anchor: 'middle' }),
        text(written(point.size), { x: pointX, y: floor + 18, anchor: 'middle', colour: COLOURS.quiet }),
      ];
    }),
  ];
}
