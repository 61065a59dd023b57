import type { Part } from '../types.js';
import { GENUINE_VW, MEB, MQB, POLO_T_CROSS } from './families.js';
import { partsOf } from './part-group.js';

const brakes = partsOf({ ...GENUINE_VW, category: 'brake', fits: MQB }, [
  ['5Q0615301F', '前制动盘 312×25', 'Front brake disc 312×25', 52_800, 4, 16],
  ['5Q0615301G', '前制动盘 340×30', 'Front brake disc 340×30', 68_600, 2, 8],
  ['6R0615301D', '前制动盘 256×22', 'Front brake disc 256×22', 38_600, 2, 8],
  ['5Q0615601G', '后制动盘 272×10', 'Rear brake disc 272×10', 42_800, 4, 14],
  ['5Q0615601E', '后制动盘 300×12', 'Rear brake disc 300×12', 48_600, 2, 8],
  ['5Q0615123', '前制动卡钳（左）', 'Front brake caliper, left', 98_600, 0, 2],
  ['5Q0615124', '前制动卡钳（右）', 'Front brake caliper, right', 98_600, 0, 2],
  ['5Q0615423', '后制动卡钳（左，电子驻车）', 'Rear brake caliper, left, electric parking', 168_600, 0, 2],
  ['5Q0615424', '后制动卡钳（右，电子驻车）', 'Rear brake caliper, right, electric parking', 168_600, 0, 2],
  ['5N0998281', '电子驻车电机', 'Parking brake motor', 68_800, 1, 4],
  ['5Q0611701', '前制动软管', 'Front brake hose', 16_800, 2, 8],
  ['5Q0611775', '后制动软管', 'Rear brake hose', 15_800, 2, 8],
  ['5Q1614019', '制动主缸', 'Brake master cylinder', 86_000, 0, 2],
  ['5Q1614105', '真空助力器', 'Brake servo', 138_000, 0, 1],
  ['WHT003856', '前轮转速传感器', 'Front wheel speed sensor', 28_600, 2, 6],
  ['WHT003858', '后轮转速传感器', 'Rear wheel speed sensor', 28_600, 2, 6],
  ['5Q0615121', '制动片磨损传感器', 'Pad wear sensor', 12_600, 4, 16],
]);

const padSets = partsOf({ ...GENUINE_VW, category: 'brake', unit: 'set', fits: MQB }, [
  ['5QD698151', '前制动片（一套）', 'Front brake pads, set', 58_600, 8, 30],
  ['5QD698151A', '前制动片（大盘，一套）', 'Front brake pads, large disc, set', 72_600, 4, 14],
  ['5QD698451', '后制动片（一套）', 'Rear brake pads, set', 46_800, 8, 30],
  ['6RD698151', '前制动片（Polo、途铠，一套）', 'Front brake pads, Polo and T-Cross, set', 42_600, 4, 16, POLO_T_CROSS],
]);

const mebBrakes = partsOf({ ...GENUINE_VW, category: 'brake', supplier: 'NEV-LINGANG', fits: MEB }, [
  ['1EA615301', '前制动盘（ID.系列）', 'Front brake disc, ID. family', 68_800, 2, 6],
  ['1EA698151', '前制动片（ID.系列）', 'Front brake pads, ID. family', 68_600, 2, 8],
]);

const certifiedBrakes = partsOf(
  {
    category: 'brake',
    unit: 'set',
    brand: 'Bosch',
    origin: 'certified',
    supplier: 'BOSCH-AA',
    costPercent: 60,
    fits: MQB,
  },
  [
    ['0986AB1385', '博世前制动片（大众）', 'Bosch front brake pads, VW', 32_800, 4, 16],
    ['0986AB1386', '博世后制动片（大众）', 'Bosch rear brake pads, VW', 27_600, 4, 16],
  ],
);

const suspension = partsOf({ ...GENUINE_VW, category: 'suspension', fits: MQB }, [
  ['5Q0407151', '前下摆臂（左）', 'Front control arm, left', 68_600, 1, 4],
  ['5Q0407152', '前下摆臂（右）', 'Front control arm, right', 68_600, 1, 4],
  ['5Q0407182', '前摆臂前衬套', 'Control-arm bush, front', 12_600, 4, 12],
  ['5Q0407183', '前摆臂后衬套', 'Control-arm bush, rear', 16_800, 4, 12],
  ['5Q0407365', '下球头（左）', 'Ball joint, left', 26_800, 2, 6],
  ['5Q0407366', '下球头（右）', 'Ball joint, right', 26_800, 2, 6],
  ['5Q0411315', '前稳定杆连杆', 'Front stabiliser link', 18_600, 4, 16],
  ['5Q0505465', '后稳定杆连杆', 'Rear stabiliser link', 16_800, 2, 8],
  ['5Q0411314', '前稳定杆衬套', 'Front stabiliser bush', 4_800, 4, 16],
  ['5Q0413031', '前减振器', 'Front shock absorber', 78_600, 2, 6],
  ['5Q0513049', '后减振器', 'Rear shock absorber', 58_600, 2, 6],
  ['5Q0412331', '前减振器顶胶', 'Strut mount', 14_800, 4, 12],
  ['5Q0412249', '减振器平面轴承', 'Strut bearing', 9_600, 4, 12],
  ['5Q0412303', '减振器缓冲块', 'Bump stop', 6_800, 4, 12],
  ['5Q0413175', '减振器防尘套', 'Strut dust boot', 5_600, 4, 12],
  ['5Q0411105', '前螺旋弹簧', 'Front coil spring', 48_600, 0, 4],
  ['5Q0511115', '后螺旋弹簧', 'Rear coil spring', 42_600, 0, 4],
  ['8V0498625', '前轮轴承单元', 'Front wheel bearing unit', 58_600, 2, 8],
  ['5Q0598611', '后轮轴承单元', 'Rear wheel bearing unit', 52_600, 2, 6],
  ['5Q0505323', '后上横臂', 'Rear upper transverse link', 38_600, 0, 4],
  ['5Q0505311', '后下弹簧臂', 'Rear spring link', 42_600, 0, 4],
  ['5Q0407271', '前半轴总成（左）', 'Drive shaft, left', 168_000, 0, 2],
  ['5Q0407272', '前半轴总成（右）', 'Drive shaft, right', 178_000, 0, 2],
  ['5Q0498203', '半轴外球笼防尘套修理包', 'Outer CV boot kit', 19_800, 2, 8],
  ['5Q0498201', '半轴内球笼防尘套修理包', 'Inner CV boot kit', 21_800, 2, 6],
]);

const steering = partsOf({ ...GENUINE_VW, category: 'steering', fits: MQB }, [
  ['5Q1423051', '电动助力转向机总成', 'Electric steering rack', 686_000, 0, 1],
  ['5Q0423811', '转向拉杆外球头（左）', 'Tie-rod end, left', 22_800, 2, 6],
  ['5Q0423812', '转向拉杆外球头（右）', 'Tie-rod end, right', 22_800, 2, 6],
  ['5Q0423810', '转向内拉杆', 'Inner tie rod', 26_800, 1, 4],
  ['5Q0423831', '转向机防尘套', 'Steering rack boot', 8_600, 2, 8],
]);

const fasteners = partsOf({ ...GENUINE_VW, category: 'fastener', fits: MQB }, [
  ['WHT000729', '前轮轴头螺栓', 'Axle bolt, front', 4_600, 8, 30],
  ['N91194601', '下摆臂螺栓', 'Control-arm bolt', 2_200, 10, 40],
  ['N10647401', '制动卡钳螺栓', 'Caliper bolt', 1_800, 16, 60],
  ['N90974706', '转向球头自锁螺母', 'Tie-rod lock nut', 900, 16, 60],
  ['1K0601139', '车轮螺栓', 'Wheel bolt', 1_600, 20, 80],
]);

/** Brakes, suspension, steering, and the bolts that may be tightened only once. */
export const CHASSIS_PARTS: readonly Part[] = [
  ...brakes,
  ...padSets,
  ...mebBrakes,
  ...certifiedBrakes,
  ...suspension,
  ...steering,
  ...fasteners,
];
