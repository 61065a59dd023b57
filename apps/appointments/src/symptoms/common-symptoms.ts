/** What customers say, and what is done about it: codes of the labor catalog, the likeliest first (APT-2, APT-3). */
export interface KnownSymptom {
  readonly words: string;
  readonly operationCodes: readonly string[];
}

// One symptom, one line.
// prettier-ignore
const ROWS: readonly (readonly [words: string, ...operationCodes: string[]])[] = [
  ['刹车异响', 'BRK-010', 'BRK-011', 'BRK-012'],
  ['刹车尖叫', 'BRK-010', 'BRK-011'],
  ['刹车抖动', 'BRK-012', 'BRK-013'],
  ['刹车发软', 'BRK-014', 'BRK-016'],
  ['刹车片报警', 'BRK-010', 'BRK-011'],
  ['ABS灯亮', 'BRK-017', 'DIA-001'],
  ['手刹松不开', 'BRK-018'],
  ['车轮发烫', 'BRK-015'],
  ['方向跑偏', 'CHS-001', 'BRK-015'],
  ['轮胎偏磨', 'CHS-001', 'TYR-003'],
  ['方向盘抖动', 'BRK-012', 'TYR-002', 'CHS-001'],
  ['方向盘沉', 'CHS-009'],
  ['转向异响', 'CHS-006', 'CHS-008'],
  ['底盘异响', 'CHS-002', 'CHS-005', 'DIA-003'],
  ['减振器漏油', 'CHS-003', 'CHS-004'],
  ['高速嗡嗡响', 'CHS-007', 'EVH-006'],
  ['轮胎扎钉', 'TYR-004', 'TYR-001'],
  ['轮胎鼓包', 'TYR-001'],
  ['胎压报警', 'TYR-004', 'TYR-005'],
  ['空调不制冷', 'ACN-001', 'ACN-003', 'ACN-005'],
  ['空调不凉', 'ACN-001', 'ACN-003', 'ACN-005'],
  ['空调有异味', 'MNT-008', 'ACN-002'],
  ['空调出风小', 'MNT-008', 'ACN-004'],
  ['暖风不热', 'ENG-002', 'EVH-004'],
  ['发动机故障灯亮', 'DIA-001', 'ENG-004', 'ENG-008'],
  ['发动机抖动', 'MNT-009', 'ENG-004', 'MNT-012'],
  ['怠速不稳', 'MNT-012', 'MNT-009', 'ENG-006'],
  ['加速无力', 'MNT-011', 'MNT-007', 'ENG-005'],
  ['启动困难', 'ELE-001', 'MNT-009', 'ENG-011'],
  ['打不着火', 'ELE-001', 'ELE-003'],
  ['行驶中熄火', 'DIA-001', 'ENG-011'],
  ['油耗高', 'MNT-007', 'MNT-013', 'ENG-006'],
  ['水温高', 'ENG-002', 'ELE-006', 'MNT-010'],
  ['漏油', 'ENG-003', 'ENG-010'],
  ['漏防冻液', 'ENG-002', 'MNT-010'],
  ['烧机油', 'ENG-007', 'ENG-003'],
  ['排气冒烟', 'ENG-005', 'ENG-007'],
  ['换挡顿挫', 'TRN-001', 'TRN-004', 'TRN-006'],
  ['变速箱故障灯亮', 'TRN-003', 'DIA-001'],
  ['挂挡不走', 'TRN-003', 'TRN-002'],
  ['放几天就没电', 'DIA-002', 'ELE-001'],
  ['电瓶灯亮', 'ELE-002', 'ELE-001'],
  ['大灯不亮', 'ELE-004', 'ELE-009'],
  ['车窗升不上去', 'ELE-005'],
  ['倒车影像黑屏', 'ELE-008', 'DIA-004'],
  ['车机卡顿', 'DIA-004'],
  ['雨刮刮不干净', 'MNT-014'],
  ['充电慢', 'EVH-001', 'EVH-003'],
  ['充不进电', 'EVH-003', 'EVH-001'],
  ['续航缩短', 'EVH-001', 'EVH-005'],
  ['动力电池故障灯亮', 'EVH-005', 'EVH-001'],
  ['行驶有异响', 'DIA-003'],
  ['到保养里程了', 'MNT-001', 'MNT-003'],
  ['保养灯亮', 'MNT-001', 'MNT-002'],
  ['要年检了', 'MNT-015'],
  ['车身划痕', 'PNT-002', 'BDY-005'],
  ['车门凹陷', 'BDY-004', 'BDY-005'],
];

/** What every store knows; it may say of the same words something else. */
export const COMMON_SYMPTOMS: readonly KnownSymptom[] = ROWS.map(([words, ...operationCodes]) => ({
  words,
  operationCodes,
}));
