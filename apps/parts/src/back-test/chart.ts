import { POLICY_FAMILIES, type PolicyFamily, type PolicyResult } from './comparison.js';

const [WIDTH, HEIGHT] = [760, 460];
const [LEFT, RIGHT, TOP, BOTTOM] = [70, 20, 30, 60];
const COLOURS: Readonly<Record<PolicyFamily, string>> = {
  'fixed-days': '#9a3412',
  'one-service-level': '#64748b',
  'service-levels-by-cost': '#1d4ed8',
};
const NAMES: Readonly<Record<PolicyFamily, string>> = {
  'fixed-days': '固定天数 fixed safety days',
  'one-service-level': '统一服务水平 one service level',
  'service-levels-by-cost': '建议策略 proposed, service level by cost',
};

interface Scale {
  readonly x: (valueFen: number) => number;
  readonly y: (basisPoints: number) => number;
}

/** Fill rate against stock value, one line for each family of policies, as SVG: further up and left is better. */
export function chartOf(results: readonly PolicyResult[]): string {
  const mostFen = nextRound(Math.max(...results.map(({ meanStockValueFen }) => meanStockValueFen)));
  const leastBasisPoints = Math.floor(Math.min(...results.map((result) => result.fillRateBasisPoints)) / 500) * 500;
  const scale: Scale = {
    x: (fen) => LEFT + (fen / mostFen) * (WIDTH - LEFT - RIGHT),
    y: (points) => TOP + ((10_000 - points) / (10_000 - leastBasisPoints)) * (HEIGHT - TOP - BOTTOM),
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    ...axes(scale, mostFen, leastBasisPoints),
    ...POLICY_FAMILIES.flatMap((family, index) => [
      ...lineOf(family, results, scale),
      `<text x="${LEFT + 380}" y="${HEIGHT - BOTTOM - 70 + index * 20}" fill="${COLOURS[family]}">● ${NAMES[family]}</text>`,
    ]),
    '</svg>',
    '',
  ].join('\n');
}

function lineOf(family: PolicyFamily, results: readonly PolicyResult[], { x, y }: Scale): string[] {
  const points = results
    .filter((result) => result.family === family)
    .map(({ setting, ...result }) => ({
      setting,
      cx: x(result.meanStockValueFen).toFixed(1),
      cy: y(result.fillRateBasisPoints).toFixed(1),
    }));
  const colour = COLOURS[family];
  // The lines lie close to each other: only so do their labels stay apart.
  const labelled = family === 'one-service-level' ? points.slice(-1) : points;
  const place = family === 'fixed-days' ? 'dx="5" dy="13"' : 'dy="-7" text-anchor="middle"';
  return [
    `<polyline points="${points.map(({ cx, cy }) => `${cx},${cy}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...points.map(({ cx, cy }) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`),
    ...labelled.map(
      ({ cx, cy, setting }) => `<text x="${cx}" y="${cy}" ${place} font-size="10" fill="${colour}">${setting}</text>`,
    ),
  ];
}

function axes({ x, y }: Scale, mostFen: number, leastBasisPoints: number): string[] {
  const rates = Array.from(
    { length: (10_000 - leastBasisPoints) / 100 + 1 },
    (_, step) => leastBasisPoints + step * 100,
  );
  const shown = rates.filter((rate) => rates.length < 12 || rate % 500 === 0);
  const values = Array.from({ length: 6 }, (_, step) => (mostFen / 5) * step);
  return [
    ...shown.map((rate) => `<path d="M${LEFT} ${y(rate)}H${WIDTH - RIGHT}" stroke="#e5e7eb"/>`),
    ...shown.map((rate) => `<text x="${LEFT - 8}" y="${y(rate) + 4}" text-anchor="end">${rate / 100} %</text>`),
    ...values.map(
      (fen) => `<text x="${x(fen)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${thousands(fen)}</text>`,
    ),
    `<path d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}" fill="none" stroke="#111827"/>`,
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 14}" text-anchor="middle">平均库存金额 average stock value, ¥1,000</text>`,
    `<text transform="translate(16 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">满足率 fill rate</text>`,
  ];
}

const thousands = (fen: number): string => Math.round(fen / 100_000).toLocaleString('en-US');

/** The next of 1, 2, 5, 10, 20 … that lies above. */
function nextRound(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return power * ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10);
}
