import type { Part } from '../types.js';
import { EA211, EA888, GENUINE_VW, LAVIDA, MEB, MQB, PASSAT } from './families.js';
import { partsOf } from './part-group.js';

const filtersEa211 = partsOf({ ...GENUINE_VW, category: 'filter', fits: EA211 }, [
  ['04E115561H', '机油滤清器（EA211）', 'Oil filter, EA211', 6_800, 24, 80],
  ['04E129620D', '空气滤清器（EA211）', 'Air filter, EA211', 12_800, 12, 40],
  ['6R0201051J', '汽油滤清器（外置）', 'Fuel filter, in line', 19_500, 4, 12],
]);

const filtersEa888 = partsOf({ ...GENUINE_VW, category: 'filter', fits: EA888 }, [
  ['06L115562B', '机油滤清器（EA888 第三代）', 'Oil filter, EA888 gen 3', 9_800, 20, 60],
  ['06K115562', '机油滤清器（EA888 第二代）', 'Oil filter, EA888 gen 2', 8_800, 6, 20],
  ['5Q0129620D', '空气滤清器（EA888）', 'Air filter, EA888', 16_800, 10, 32],
  ['5Q0201511B', '汽油滤清器（EA888）', 'Fuel filter, EA888', 23_800, 3, 10],
]);

const filtersMqb = partsOf({ ...GENUINE_VW, category: 'filter', fits: MQB }, [
  ['5QD819653', '空调滤清器（活性炭）', 'Cabin filter, activated carbon', 19_800, 20, 60],
  ['5Q0819669', '空调滤清器（防过敏）', 'Cabin filter, allergen', 26_800, 8, 24],
  ['0GC325183A', '双离合变速箱滤芯（DQ381）', 'Gearbox filter, DQ381', 21_600, 4, 14],
  ['02E305051C', '双离合变速箱滤芯（DQ250）', 'Gearbox filter, DQ250', 18_900, 4, 14],
  ['0BH325183B', '双离合变速箱滤芯（DQ500）', 'Gearbox filter, DQ500', 23_500, 3, 10],
  ['09G325429E', '六速自动变速箱滤网', 'Gearbox strainer, six-speed automatic', 26_800, 2, 8],
]);

const filtersMeb = partsOf({ ...GENUINE_VW, category: 'filter', supplier: 'NEV-LINGANG', fits: MEB }, [
  ['1EA819669', '空调滤清器（ID.系列）', 'Cabin filter, ID. family', 24_800, 6, 20],
]);

const bulkOil = partsOf({ ...GENUINE_VW, category: 'oil-and-fluid', unit: 'litre', costPercent: 58 }, [
  ['GS60577M2', '原装机油 0W-20（508 00）', 'Engine oil 0W-20, VW 508 00', 9_800, 120, 600],
  ['GS55545M2', '原装机油 0W-30（504 00）', 'Engine oil 0W-30, VW 504 00', 9_400, 80, 400],
  ['GS55502M2', '原装机油 5W-40（502 00）', 'Engine oil 5W-40, VW 502 00', 7_800, 120, 600],
  ['G052182A2', '双离合变速箱油', 'Dual-clutch gearbox oil', 24_800, 30, 120],
  ['G055529A2', '双离合变速箱油（DQ381）', 'Dual-clutch gearbox oil, DQ381', 27_600, 24, 96],
  ['G055025A2', '自动变速箱油', 'Automatic gearbox oil', 22_800, 20, 80],
  ['G052512A2', '手动变速箱齿轮油', 'Manual gearbox oil', 18_600, 8, 30],
  ['G055175A2', '四驱耦合器油', 'All-wheel-drive coupling oil', 32_800, 4, 16],
  ['G052145S2', '后差速器齿轮油', 'Rear differential oil', 21_500, 4, 16],
  ['G055536A2', '电驱动减速器油', 'Electric drive reduction gear oil', 26_500, 6, 24],
  ['G12E050A2', '冷却液浓缩液（G12evo）', 'Coolant concentrate, G12evo', 8_600, 60, 240],
  ['G12EPLUS40', '冷却液成品（-40℃）', 'Coolant, ready mixed to -40 °C', 4_200, 60, 240],
  ['B000750M3', '制动液 DOT 4', 'Brake fluid DOT 4', 12_800, 24, 96],
  ['G004000M2', '转向助力液压油', 'Power steering fluid', 16_800, 4, 16],
  ['G052164M2', '玻璃清洗液浓缩液', 'Washer fluid concentrate', 5_800, 20, 80],
]);

const otherOil = partsOf(
  {
    category: 'oil-and-fluid',
    unit: 'litre',
    brand: 'Castrol',
    origin: 'certified',
    supplier: 'LUBE-WGQ',
    costPercent: 62,
  },
  [
    ['CAS-EDGE-0W20', '嘉实多极护 0W-20', 'Castrol EDGE 0W-20', 12_500, 60, 240],
    ['CAS-EDGE-0W40', '嘉实多极护 0W-40', 'Castrol EDGE 0W-40', 13_200, 40, 200],
    ['CAS-MAGN-5W30', '嘉实多磁护 5W-30', 'Castrol MAGNATEC 5W-30', 8_800, 60, 240],
    ['CAS-TRANS-CVT', '嘉实多无级变速箱油', 'Castrol Transmax CVT fluid', 14_800, 12, 48],
  ],
);

const mobilOil = partsOf(
  {
    category: 'oil-and-fluid',
    unit: 'litre',
    brand: 'Mobil',
    origin: 'certified',
    supplier: 'LUBE-WGQ',
    costPercent: 63,
  },
  [
    ['MOB-M1-0W20', '美孚1号 0W-20', 'Mobil 1 0W-20', 12_200, 40, 200],
    ['MOB-M1-5W30', '美孚1号 5W-30', 'Mobil 1 5W-30', 11_800, 40, 200],
    ['MOB-SUPER-5W30', '美孚速霸2000 5W-30', 'Mobil Super 2000 5W-30', 6_800, 40, 160],
  ],
);

const drainSeals = partsOf({ ...GENUINE_VW, category: 'fastener', fits: MQB }, [
  ['N90813202', '放油螺栓（带密封垫）', 'Oil drain plug with seal', 1_800, 60, 240],
  ['06L103801', '放油螺栓（塑料油底壳）', 'Oil drain plug, plastic sump', 2_600, 40, 160],
  ['N0138157', '放油螺栓密封垫', 'Drain plug washer', 500, 60, 300],
  ['N91084501', '变速箱放油螺栓', 'Gearbox drain plug', 3_200, 10, 40],
]);

const wipers = partsOf({ ...GENUINE_VW, category: 'wiper', fits: MQB }, [
  ['5Q1998002', '前雨刮片（一对）', 'Front wiper blades, pair', 28_800, 10, 36],
  ['56D998002', '前雨刮片（帕萨特，一对）', 'Front wiper blades, Passat, pair', 29_800, 6, 20, PASSAT],
  ['18D998002', '前雨刮片（朗逸，一对）', 'Front wiper blades, Lavida, pair', 19_800, 8, 30, LAVIDA],
  ['5NG955425', '后雨刮片', 'Rear wiper blade', 12_800, 4, 14],
  ['5Q1955119', '雨刮电机', 'Wiper motor', 86_000, 0, 2],
  ['5Q0955651', '洗涤泵', 'Washer pump', 18_600, 1, 5],
]);

const certifiedWipers = partsOf(
  { category: 'wiper', unit: 'piece', brand: 'Bosch', origin: 'certified', supplier: 'BOSCH-AA', costPercent: 60 },
  [
    ['3397007297', '博世神翼无骨雨刮 24寸', 'Bosch Aerotwin wiper 24 in', 8_800, 6, 24],
    ['3397007296', '博世神翼无骨雨刮 19寸', 'Bosch Aerotwin wiper 19 in', 7_200, 6, 24],
  ],
);

/** Filters, oils, fluids, wipers and drain plugs: what every service uses. */
export const MAINTENANCE_PARTS: readonly Part[] = [
  ...filtersEa211,
  ...filtersEa888,
  ...filtersMqb,
  ...filtersMeb,
  ...bulkOil,
  ...otherOil,
  ...mobilOil,
  ...drainSeals,
  ...wipers,
  ...certifiedWipers,
];
