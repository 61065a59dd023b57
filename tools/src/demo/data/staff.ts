import type { Bay, Technician, WorkingHours } from './types.js';

/** Places to work on a car, by kind (WKS-1). */
export const BAYS: readonly Bay[] = [
  { bayCode: 'Q1', kind: 'quick', nameZh: '快修1号工位' },
  { bayCode: 'Q2', kind: 'quick', nameZh: '快修2号工位' },
  { bayCode: 'Q3', kind: 'quick', nameZh: '快修3号工位' },
  { bayCode: 'L1', kind: 'lift', nameZh: '机修1号举升机' },
  { bayCode: 'L2', kind: 'lift', nameZh: '机修2号举升机' },
  { bayCode: 'L3', kind: 'lift', nameZh: '机修3号举升机' },
  { bayCode: 'L4', kind: 'lift', nameZh: '机修4号举升机' },
  { bayCode: 'D1', kind: 'diagnosis', nameZh: '诊断工位' },
  { bayCode: 'A1', kind: 'alignment', nameZh: '四轮定位工位' },
  { bayCode: 'E1', kind: 'ev', nameZh: '新能源高压工位' },
  { bayCode: 'B1', kind: 'body', nameZh: '钣金1号工位' },
  { bayCode: 'B2', kind: 'body', nameZh: '钣金2号工位' },
  { bayCode: 'P1', kind: 'paint', nameZh: '烤漆房' },
  { bayCode: 'W1', kind: 'wash', nameZh: '洗车1号工位' },
  { bayCode: 'W2', kind: 'wash', nameZh: '洗车2号工位' },
];

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** The same hours all week, so that the demonstration may be played on any day. */
function daily(starts: string, ends: string): WorkingHours[] {
  return WEEKDAYS.map((weekday) => ({ weekday, starts, ends }));
}

const EARLY = daily('08:00', '17:00');
const LATE = daily('09:00', '18:00');

/**
 * Each skill is held by two of them at least, so that every job finds a peer to inspect it (WKS-11).
 * High voltage, refrigerants and welding on bodies ask for a certificate (WKS-1).
 */
export const TECHNICIANS: readonly Technician[] = [
  {
    technicianId: 'wu.technician',
    nameZh: '吴建军',
    skills: [
      { skill: 'maintenance', level: 3 },
      { skill: 'brakes', level: 4 },
      { skill: 'tyres', level: 3 },
      { skill: 'chassis', level: 3 },
    ],
    shifts: EARLY,
  },
  {
    technicianId: 'zheng.technician',
    nameZh: '郑海涛',
    skills: [
      { skill: 'engine', level: 5 },
      { skill: 'transmission', level: 4 },
      { skill: 'diagnosis', level: 4 },
      { skill: 'maintenance', level: 3 },
    ],
    shifts: EARLY,
  },
  {
    technicianId: 'feng.technician',
    nameZh: '冯立新',
    skills: [
      { skill: 'ev-high-voltage', level: 4, certifiedUntil: '2032-05-15' },
      { skill: 'electrical', level: 5 },
      { skill: 'diagnosis', level: 5 },
      { skill: 'air-conditioning', level: 3, certifiedUntil: '2031-12-31' },
    ],
    shifts: EARLY,
  },
  {
    technicianId: 'jiang.technician',
    nameZh: '蒋文斌',
    skills: [
      { skill: 'chassis', level: 4 },
      { skill: 'brakes', level: 3 },
      { skill: 'tyres', level: 2 },
      { skill: 'transmission', level: 3 },
      { skill: 'engine', level: 3 },
    ],
    shifts: LATE,
  },
  {
    technicianId: 'shen.technician',
    nameZh: '沈家豪',
    skills: [
      { skill: 'air-conditioning', level: 4, certifiedUntil: '2032-01-31' },
      { skill: 'electrical', level: 3 },
      { skill: 'ev-high-voltage', level: 3, certifiedUntil: '2031-10-20' },
      { skill: 'maintenance', level: 2 },
    ],
    shifts: LATE,
  },
  {
    technicianId: 'han.technician',
    nameZh: '韩冬',
    skills: [
      { skill: 'body', level: 5, certifiedUntil: '2032-02-28' },
      { skill: 'paint', level: 2 },
    ],
    shifts: EARLY,
  },
  {
    technicianId: 'yang.technician',
    nameZh: '杨永康',
    skills: [
      { skill: 'paint', level: 4 },
      { skill: 'body', level: 3, certifiedUntil: '2031-08-31' },
    ],
    shifts: EARLY,
  },
  {
    technicianId: 'zhu.technician',
    nameZh: '朱一鸣',
    skills: [
      { skill: 'maintenance', level: 2 },
      { skill: 'tyres', level: 2 },
      { skill: 'brakes', level: 2 },
    ],
    shifts: LATE,
  },
];
