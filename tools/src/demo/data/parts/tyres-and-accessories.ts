import type { Part } from '../types.js';
import { GENUINE_VW, LAVIDA, MEB, MQB, PASSAT, TIGUAN_L } from './families.js';
import { partsOf, type PartGroup } from './part-group.js';

const TYRES: Omit<PartGroup, 'brand'> = {
  category: 'wheel-and-tyre',
  unit: 'piece',
  origin: 'certified',
  supplier: 'TYRE-HD',
  costPercent: 80,
};

const tyres = [
  ...partsOf({ ...TYRES, brand: 'Michelin' }, [
    ['MIC-2055516-ENE', '米其林 浩悦4 205/55R16 91V', 'Michelin Energy 205/55R16 91V', 62_800, 4, 16],
    ['MIC-2254517-PS4', '米其林 竞驰PS4 225/45R17 94Y', 'Michelin Pilot Sport 4 225/45R17 94Y', 98_600, 2, 8],
    ['MIC-2355018-PRI', '米其林 浩悦 235/50R18 97V', 'Michelin Primacy 235/50R18 97V', 108_600, 2, 8],
    ['MIC-2355019-EV', '米其林 e·PRIMACY 235/50R19 103T', 'Michelin e.Primacy 235/50R19 103T', 138_600, 2, 8],
    ['MIC-2554519-EV', '米其林 竞驰EV 255/45R19 104W', 'Michelin Pilot Sport EV 255/45R19 104W', 168_600, 2, 6],
  ]),
  ...partsOf({ ...TYRES, brand: 'Continental' }, [
    ['CON-1856515-UC7', '德国马牌 UC7 185/65R15 88H', 'Continental UltraContact 185/65R15 88H', 43_800, 4, 12],
    ['CON-2055516-UC7', '德国马牌 UC7 205/55R16 91V', 'Continental UltraContact 205/55R16 91V', 56_800, 4, 16],
    ['CON-2355517-CPC', '德国马牌 235/55R17 99V', 'Continental PremiumContact 235/55R17 99V', 78_600, 2, 8],
    ['CON-2555020-CSC', '德国马牌 255/50R20 109Y', 'Continental SportContact 255/50R20 109Y', 168_600, 2, 6],
  ]),
  ...partsOf({ ...TYRES, brand: 'Hankook' }, [
    ['HAN-2055516-K415', '韩泰 K415 205/55R16 91V', 'Hankook Optimo 205/55R16 91V', 42_600, 4, 12],
    ['HAN-2155017-S1', '韩泰 S1 215/50R17 95W', 'Hankook Ventus S1 215/50R17 95W', 62_800, 2, 8],
  ]),
  ...partsOf({ ...TYRES, brand: 'Goodyear' }, [
    ['GDY-2156016-EFG', '固特异 御乘 215/60R16 95V', 'Goodyear EfficientGrip 215/60R16 95V', 52_800, 2, 8],
    ['GDY-2256018-SUV', '固特异 御乘SUV 225/60R18 100H', 'Goodyear EfficientGrip SUV 225/60R18 100H', 86_800, 2, 8],
  ]),
];

const wheels = partsOf({ ...GENUINE_VW, category: 'wheel-and-tyre', fits: [...MQB, ...MEB] }, [
  ['18D601025', '16寸铝合金轮毂（朗逸）', 'Alloy wheel 16 in, Lavida', 98_600, 0, 2, LAVIDA],
  ['56D601025', '17寸铝合金轮毂（帕萨特）', 'Alloy wheel 17 in, Passat', 148_600, 0, 2, PASSAT],
  ['5NG601025', '18寸铝合金轮毂（途观L）', 'Alloy wheel 18 in, Tiguan L', 186_000, 0, 2, TIGUAN_L],
  ['5G0601171', '轮毂中心盖', 'Wheel center cap', 6_800, 4, 16],
]);

const tyreSupplies = partsOf(
  { ...TYRES, category: 'consumable', brand: 'TipTop', supplier: 'TYRE-HD', costPercent: 50 },
  [
    ['VALVE-TR414', '轮胎气门嘴 TR414', 'Tyre valve TR414', 800, 60, 300],
    ['TT-PLUG-6', '蘑菇钉补胎胶塞 6mm', 'Tyre repair plug 6 mm', 2_800, 20, 100],
    ['BAL-ADH-5G', '粘贴式平衡块 5g', 'Adhesive balance weight 5 g', 200, 200, 1000],
    ['BAL-CLIP-10G', '卡钩式平衡块 10g', 'Clip-on balance weight 10 g', 300, 100, 500],
  ],
);

const accessories = partsOf({ ...GENUINE_VW, category: 'accessory', costPercent: 60 }, [
  ['5NG061500', '全天候脚垫（途观L）', 'All-weather mats, Tiguan L', 48_600, 1, 5, TIGUAN_L],
  ['56D061500', '全天候脚垫（帕萨特）', 'All-weather mats, Passat', 46_800, 1, 5, PASSAT],
  ['18D061500', '全天候脚垫（朗逸）', 'All-weather mats, Lavida', 32_800, 2, 6, LAVIDA],
  ['5NG061160', '后备箱垫（途观L）', 'Boot liner, Tiguan L', 36_800, 1, 4, TIGUAN_L],
  ['DASHCAM-VW4K', '原装行车记录仪', 'Dash camera', 138_600, 1, 5],
  ['000093056', '三角警示牌与急救包', 'Warning triangle and first-aid kit', 16_800, 2, 8],
  ['CHG-CABLE-7KW', '便携式交流充电枪', 'Portable AC charging cable', 168_600, 1, 4],
  ['000019819', '儿童安全座椅（ISOFIX）', 'Child seat, ISOFIX', 268_000, 1, 3],
]);

const careProducts = partsOf(
  {
    ...GENUINE_VW,
    category: 'consumable',
    brand: 'Liqui Moly',
    origin: 'certified',
    supplier: 'LUBE-WGQ',
    costPercent: 50,
  },
  [
    ['LM-FUEL-CLEAN', '燃油系统清洗剂', 'Fuel system cleaner', 12_800, 20, 80],
    ['LM-THROTTLE', '节气门清洗剂', 'Throttle body cleaner', 6_800, 12, 48],
    ['LM-BRAKE-CLEAN', '制动清洗剂', 'Brake cleaner', 4_800, 24, 96],
    ['LM-AC-CLEAN', '空调蒸发箱清洗剂', 'Evaporator cleaner', 9_800, 10, 40],
    ['LM-ENGINE-FLUSH', '发动机内部清洗剂', 'Engine flush', 11_800, 8, 32],
    ['LM-BRAKE-PASTE', '制动系统润滑脂', 'Brake anti-squeal paste', 6_800, 8, 32],
    ['LM-CARBON-WALNUT', '积碳清洗核桃砂', 'Walnut shell blasting media', 8_800, 6, 24],
    ['LM-SEALANT', '发动机密封胶', 'Engine sealant', 8_600, 6, 24],
    ['LM-THERMAL-PASTE', '电池模组导热胶', 'Battery module thermal paste', 38_600, 2, 8],
  ],
);

const cleaning = partsOf(
  { ...GENUINE_VW, category: 'consumable', brand: '3M', origin: 'certified', supplier: 'PAINT-JQ', costPercent: 55 },
  [
    ['3M-COVER-5PC', '维修五件套（一次性）', 'Protective covers, five pieces', 1_200, 100, 500],
    ['3M-36103', '车身细节蜡', 'Detailing wax', 6_800, 4, 16],
  ],
);

const shampoo = partsOf(
  {
    ...GENUINE_VW,
    category: 'consumable',
    unit: 'litre',
    brand: '3M',
    origin: 'certified',
    supplier: 'PAINT-JQ',
    costPercent: 55,
  },
  [['3M-38070', '洗车液', 'Car shampoo', 2_600, 10, 40]],
);

const hoses = partsOf({ ...GENUINE_VW, category: 'consumable', unit: 'metre', costPercent: 60 }, [
  ['N0203711', '燃油软管 7.5×3', 'Fuel hose 7.5×3', 3_600, 5, 20],
  ['N0203531', '真空软管 3.5×2', 'Vacuum hose 3.5×2', 1_800, 5, 20],
  ['N20126201', '洗涤液软管 4×1', 'Washer hose 4×1', 1_200, 5, 20],
]);

/** Tyres, wheels, accessories for the counter, and what the workshop uses up. */
export const TYRE_AND_ACCESSORY_PARTS: readonly Part[] = [
  ...tyres,
  ...wheels,
  ...tyreSupplies,
  ...accessories,
  ...careProducts,
  ...cleaning,
  ...shampoo,
  ...hoses,
];
