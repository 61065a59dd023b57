import type { Part } from '../types.js';
import { GENUINE_VW, LAVIDA, MQB, PASSAT, TIGUAN_L } from './families.js';
import { partsOf } from './part-group.js';

const lavida = partsOf({ ...GENUINE_VW, category: 'body', fits: LAVIDA }, [
  ['18D807217', '前保险杠皮（朗逸）', 'Front bumper cover, Lavida', 68_600, 1, 3],
  ['18D807421', '后保险杠皮（朗逸）', 'Rear bumper cover, Lavida', 66_800, 1, 3],
  ['18D821021', '左前翼子板（朗逸）', 'Front wing, left, Lavida', 48_600, 0, 2],
  ['18D821022', '右前翼子板（朗逸）', 'Front wing, right, Lavida', 48_600, 0, 2],
  ['18D823031', '发动机盖（朗逸）', 'Bonnet, Lavida', 118_600, 0, 1],
  ['18D853651', '前格栅（朗逸）', 'Radiator grille, Lavida', 42_600, 0, 2],
  ['18D857507', '左外后视镜（朗逸）', 'Door mirror, left, Lavida', 58_600, 0, 2],
]);

const passat = partsOf({ ...GENUINE_VW, category: 'body', fits: PASSAT }, [
  ['56D807217', '前保险杠皮（帕萨特）', 'Front bumper cover, Passat', 98_600, 1, 3],
  ['56D807421', '后保险杠皮（帕萨特）', 'Rear bumper cover, Passat', 96_800, 1, 3],
  ['56D821021', '左前翼子板（帕萨特）', 'Front wing, left, Passat', 68_600, 0, 2],
  ['56D821022', '右前翼子板（帕萨特）', 'Front wing, right, Passat', 68_600, 0, 2],
  ['56D823031', '发动机盖（帕萨特）', 'Bonnet, Passat', 186_000, 0, 1],
  ['56D831055', '左前车门（帕萨特）', 'Front door, left, Passat', 218_000, 0, 1],
  ['56D857507', '左外后视镜（帕萨特）', 'Door mirror, left, Passat', 86_800, 0, 2],
]);

const tiguan = partsOf({ ...GENUINE_VW, category: 'body', fits: TIGUAN_L }, [
  ['5NG807217', '前保险杠皮（途观L）', 'Front bumper cover, Tiguan L', 108_600, 1, 3],
  ['5NG807421', '后保险杠皮（途观L）', 'Rear bumper cover, Tiguan L', 106_800, 1, 3],
  ['5NG821021', '左前翼子板（途观L）', 'Front wing, left, Tiguan L', 78_600, 0, 2],
  ['5NG821022', '右前翼子板（途观L）', 'Front wing, right, Tiguan L', 78_600, 0, 2],
  ['5NG823031', '发动机盖（途观L）', 'Bonnet, Tiguan L', 198_000, 0, 1],
  ['5NG827025', '尾门（途观L）', 'Tailgate, Tiguan L', 286_000, 0, 1],
  ['5NG857508', '右外后视镜（途观L）', 'Door mirror, right, Tiguan L', 98_600, 0, 2],
]);

const shared = partsOf({ ...GENUINE_VW, category: 'body', fits: MQB }, [
  ['5Q0807109', '前防撞梁', 'Front bumper beam', 68_600, 0, 2],
  ['5Q0807248', '前保险杠吸能泡沫', 'Front bumper absorber', 18_600, 0, 3],
  ['5Q0805588', '前围框架', 'Front lock carrier', 78_600, 0, 2],
  ['5Q0809961', '左前轮罩内衬', 'Wheel-arch liner, front left', 19_800, 1, 4],
  ['5Q0809962', '右前轮罩内衬', 'Wheel-arch liner, front right', 19_800, 1, 4],
  ['5Q0825236', '发动机下护板', 'Engine undertray', 46_800, 1, 4],
  ['5Q0827550', '尾门气撑杆', 'Tailgate gas strut', 26_800, 2, 6],
  ['5Q0823359', '发动机盖拉线', 'Bonnet cable', 8_600, 1, 4],
  ['3G0853601', '大众车标（前）', 'Volkswagen badge, front', 18_600, 1, 5],
]);

const clips = partsOf({ ...GENUINE_VW, category: 'fastener', fits: MQB }, [
  ['N90833801', '保险杠卡扣', 'Bumper clip', 300, 60, 300],
  ['8E0825267', '下护板螺钉', 'Undertray screw', 400, 40, 200],
  ['7L6868243', '门板卡扣', 'Door trim clip', 300, 60, 300],
  ['N90648702', '翼子板螺栓', 'Wing bolt', 500, 30, 120],
]);

const glass = partsOf({ ...GENUINE_VW, category: 'glass', brand: 'Fuyao', fits: MQB }, [
  ['18D845011', '前挡风玻璃（朗逸）', 'Windscreen, Lavida', 98_600, 0, 2, LAVIDA],
  ['56D845011', '前挡风玻璃（帕萨特）', 'Windscreen, Passat', 138_600, 0, 2, PASSAT],
  ['5NG845011', '前挡风玻璃（途观L）', 'Windscreen, Tiguan L', 148_600, 0, 2, TIGUAN_L],
  ['18D845201', '左前车门玻璃（朗逸）', 'Door glass, front left, Lavida', 32_600, 0, 1, LAVIDA],
  ['5NG845051', '后挡风玻璃（途观L）', 'Rear window, Tiguan L', 98_600, 0, 1, TIGUAN_L],
]);

const interior = partsOf({ ...GENUINE_VW, category: 'interior', fits: MQB }, [
  ['5Q0857705', '左前安全带总成', 'Seat belt, front left', 88_600, 0, 1],
  ['5Q0880201', '驾驶员安全气囊', 'Driver airbag', 286_000, 0, 1],
  ['18D863241', '扶手箱盖', 'Armrest lid', 28_600, 0, 2],
  ['5Q1721503', '油门踏板总成', 'Accelerator pedal', 48_600, 0, 2],
]);

const paint = partsOf(
  {
    category: 'paint-material',
    unit: 'litre',
    brand: 'Standox',
    origin: 'certified',
    supplier: 'PAINT-JQ',
    costPercent: 62,
  },
  [
    ['STX-BASE-WHITE', '水性底色漆 纯净白', 'Waterborne basecoat, Pure White', 49_000, 2, 10],
    ['STX-BASE-BLACK', '水性底色漆 深邃黑', 'Waterborne basecoat, Deep Black', 46_000, 2, 10],
    ['STX-BASE-SILVER', '水性底色漆 反射银', 'Waterborne basecoat, Reflex Silver', 54_000, 2, 8],
    ['STX-BASE-RED', '水性底色漆 爱情红', 'Waterborne basecoat, Kings Red', 64_000, 1, 6],
    ['STX-CLEAR-K9580', '高浓清漆', 'High-solids clearcoat', 56_000, 4, 20],
    ['STX-HARDENER', '清漆固化剂', 'Clearcoat hardener', 62_000, 2, 10],
    ['STX-PRIMER-U7580', '中涂底漆', 'Primer surfacer', 42_000, 3, 15],
    ['STX-THINNER', '水性稀释剂', 'Waterborne thinner', 12_000, 5, 20],
  ],
);

const bodyFiller = partsOf(
  {
    category: 'paint-material',
    unit: 'kilogram',
    brand: 'Standox',
    origin: 'certified',
    supplier: 'PAINT-JQ',
    costPercent: 60,
  },
  [
    ['STX-PUTTY', '聚酯原子灰', 'Polyester putty', 6_800, 6, 24],
    ['STX-SEAM-SEAL', '车身接缝密封胶', 'Seam sealer', 16_800, 3, 12],
  ],
);

const paintSupplies = partsOf(
  {
    category: 'paint-material',
    unit: 'piece',
    brand: '3M',
    origin: 'certified',
    supplier: 'PAINT-JQ',
    costPercent: 55,
  },
  [
    ['3M-P400', '干磨砂纸 P400', 'Sanding disc P400', 400, 100, 500],
    ['3M-P800', '干磨砂纸 P800', 'Sanding disc P800', 400, 100, 500],
    ['3M-06652', '遮蔽胶带 18mm', 'Masking tape 18 mm', 1_200, 30, 120],
    ['3M-09377', '抛光蜡', 'Polishing compound', 18_600, 2, 8],
    ['3M-08609', '挡风玻璃胶', 'Windscreen adhesive', 8_600, 6, 24],
  ],
);

/** Panels, glass, trim, and what the paint shop uses up. */
export const BODY_PARTS: readonly Part[] = [
  ...lavida,
  ...passat,
  ...tiguan,
  ...shared,
  ...clips,
  ...glass,
  ...interior,
  ...paint,
  ...bodyFiller,
  ...paintSupplies,
];
