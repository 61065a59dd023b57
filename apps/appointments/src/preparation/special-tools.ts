import type { BayKind, Skill } from '@pitlane/contracts';

/** What some work needs besides a bay and hands, and what the store has one of (APT-8). */
const BY_BAY_KIND: Readonly<Partial<Record<BayKind, string>>> = {
  alignment: '四轮定位仪',
  diagnosis: '诊断仪',
  ev: '高压绝缘工具和防护用品',
  body: '钣金校正设备',
  paint: '烤漆房',
};
const BY_SKILL: Readonly<Partial<Record<Skill, string>>> = {
  'air-conditioning': '冷媒回收加注机',
  'ev-high-voltage': '高压绝缘工具和防护用品',
  transmission: '变速箱专用工具',
};

/** Special tools for the operations, each once; none for work that every technician's trolley is enough for. */
export function specialToolsFor(operations: readonly { readonly bayKind: BayKind; readonly skill: Skill }[]): string[] {
  const tools = operations.flatMap(({ bayKind, skill }) => [BY_BAY_KIND[bayKind], BY_SKILL[skill]]);
  return [...new Set(tools.filter((tool) => tool !== undefined))];
}
