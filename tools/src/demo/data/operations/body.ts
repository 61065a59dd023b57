import type { LaborOperation } from '../types.js';
import { operationsOf, uses } from './operation-group.js';

const body = operationsOf({ skill: 'body', bayKind: 'body' }, [
  {
    operationCode: 'BDY-001',
    nameZh: '更换前保险杠皮（途观L）',
    nameEn: 'Replace front bumper cover, Tiguan L',
    flatRateHundredths: 150,
    usualParts: [uses('5NG807217'), uses('N90833801', 8_000)],
    symptomsZh: ['前杠撞坏'],
  },
  {
    operationCode: 'BDY-002',
    nameZh: '更换后保险杠皮（帕萨特）',
    nameEn: 'Replace rear bumper cover, Passat',
    flatRateHundredths: 150,
    usualParts: [uses('56D807421'), uses('N90833801', 8_000)],
    symptomsZh: ['被追尾'],
  },
  {
    operationCode: 'BDY-003',
    nameZh: '更换左前翼子板（朗逸）',
    nameEn: 'Replace front wing, left, Lavida',
    flatRateHundredths: 300,
    usualParts: [uses('18D821021'), uses('N90648702', 8_000)],
    symptomsZh: ['翼子板变形'],
  },
  {
    operationCode: 'BDY-004',
    nameZh: '车门钣金修复',
    nameEn: 'Repair door panel',
    flatRateHundredths: 400,
    usualParts: [uses('STX-PUTTY', 500)],
    symptomsZh: ['车门凹陷'],
  },
  {
    operationCode: 'BDY-005',
    nameZh: '免漆凹陷修复',
    nameEn: 'Paintless dent repair',
    flatRateHundredths: 120,
    symptomsZh: ['小坑没掉漆'],
  },
  {
    operationCode: 'BDY-006',
    nameZh: '更换前挡风玻璃（途观L）',
    nameEn: 'Replace windscreen, Tiguan L',
    flatRateHundredths: 250,
    usualParts: [uses('5NG845011'), uses('3M-08609', 2_000)],
    symptomsZh: ['挡风玻璃裂了'],
  },
]);

const paint = operationsOf({ skill: 'paint', bayKind: 'paint' }, [
  {
    operationCode: 'PNT-001',
    nameZh: '前保险杠喷漆',
    nameEn: 'Paint front bumper',
    flatRateHundredths: 160,
    usualParts: [uses('STX-BASE-WHITE', 300), uses('STX-CLEAR-K9580', 300), uses('STX-HARDENER', 150)],
    symptomsZh: ['前杠刮花'],
  },
  {
    operationCode: 'PNT-002',
    nameZh: '车门喷漆',
    nameEn: 'Paint door',
    flatRateHundredths: 180,
    usualParts: [
      uses('STX-BASE-BLACK', 400),
      uses('STX-CLEAR-K9580', 400),
      uses('STX-HARDENER', 200),
      uses('STX-PRIMER-U7580', 200),
    ],
    symptomsZh: ['车门划痕'],
  },
  {
    operationCode: 'PNT-003',
    nameZh: '翼子板喷漆',
    nameEn: 'Paint wing',
    flatRateHundredths: 160,
    usualParts: [uses('STX-BASE-SILVER', 300), uses('STX-CLEAR-K9580', 300), uses('STX-HARDENER', 150)],
    symptomsZh: ['翼子板掉漆'],
  },
  {
    operationCode: 'PNT-004',
    nameZh: '发动机盖喷漆',
    nameEn: 'Paint bonnet',
    flatRateHundredths: 240,
    usualParts: [uses('STX-BASE-WHITE', 500), uses('STX-CLEAR-K9580', 500), uses('STX-HARDENER', 250)],
    symptomsZh: ['机盖石子坑多'],
  },
  {
    operationCode: 'PNT-005',
    nameZh: '全车抛光',
    nameEn: 'Polish the whole car',
    flatRateHundredths: 160,
    usualParts: [uses('3M-09377'), uses('3M-36103')],
    symptomsZh: ['漆面发乌', '太阳纹'],
  },
]);

/** Panels and paint. */
export const BODY_OPERATIONS: readonly LaborOperation[] = [...body, ...paint];
