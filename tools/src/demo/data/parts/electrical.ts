import type { Part } from '../types.js';
import { EA888, GENUINE_VW, LAVIDA, MEB, MQB, PASSAT, TIGUAN_L } from './families.js';
import { partsOf } from './part-group.js';

const batteries = partsOf({ ...GENUINE_VW, category: 'electrical' }, [
  ['5K0915105H', '蓄电池 12V 61Ah', 'Battery 12 V 61 Ah', 88_600, 2, 8],
  ['7P0915105A', '启停蓄电池 AGM 12V 68Ah', 'Start-stop battery AGM 12 V 68 Ah', 148_600, 3, 10],
  ['5TA915105B', '启停蓄电池 EFB 12V 59Ah', 'Start-stop battery EFB 12 V 59 Ah', 118_600, 2, 8],
]);

const certifiedBatteries = partsOf(
  { category: 'electrical', unit: 'piece', brand: 'Varta', origin: 'certified', supplier: 'BOSCH-AA', costPercent: 68 },
  [
    ['VARTA-H6-70', '瓦尔塔启停蓄电池 AGM H6-70', 'Varta AGM battery H6-70', 118_000, 2, 10],
    ['VARTA-L2-400', '瓦尔塔蓄电池 L2-400', 'Varta battery L2-400', 56_800, 2, 10],
  ],
);

const electrical = partsOf({ ...GENUINE_VW, category: 'electrical', fits: MQB }, [
  ['06K903023', '发电机', 'Alternator', 328_000, 0, 2, EA888],
  ['02M911023', '起动机', 'Starter motor', 186_000, 0, 2],
  ['5Q0959802', '左前玻璃升降电机', 'Window motor, front left', 58_600, 1, 3],
  ['5Q0959801', '右前玻璃升降电机', 'Window motor, front right', 58_600, 1, 3],
  ['5Q0837461', '左前玻璃升降器', 'Window regulator, front left', 38_600, 1, 3],
  ['5TA837015', '左前门锁', 'Door lock, front left', 68_600, 1, 3],
  ['5TA837016', '右前门锁', 'Door lock, front right', 68_600, 1, 3],
  ['5G6959753', '遥控钥匙', 'Remote key', 86_800, 1, 4],
  ['CR2032', '钥匙电池 CR2032', 'Key battery CR2032', 1_500, 20, 80],
  ['5Q0951206', '喇叭（高音）', 'Horn, high tone', 12_800, 1, 5],
  ['5Q0951209', '喇叭（低音）', 'Horn, low tone', 12_800, 1, 5],
  ['5Q0919275', '倒车雷达传感器', 'Parking sensor', 26_800, 2, 8],
  ['5Q0980556', '倒车摄像头', 'Reversing camera', 98_600, 0, 2],
  ['5Q0953521', '转向开关', 'Turn-signal switch', 48_600, 0, 2],
  ['5Q0953569', '安全气囊游丝', 'Airbag clock spring', 88_600, 0, 2],
  ['5Q0907275', '胎压监测传感器', 'Tyre pressure sensor', 36_800, 2, 8],
  ['06K905163', '曲轴位置传感器', 'Crankshaft position sensor', 22_800, 1, 5, EA888],
  ['06K907601', '凸轮轴位置传感器', 'Camshaft position sensor', 24_800, 1, 5, EA888],
  ['3Q0907660', '前碰撞雷达', 'Front radar sensor', 486_000, 0, 1],
  ['5Q0937548', '保险丝 30A', 'Fuse 30 A', 600, 20, 100],
  ['N10526201', '保险丝 10A', 'Fuse 10 A', 300, 20, 100],
]);

const lighting = partsOf({ ...GENUINE_VW, category: 'lighting', fits: MQB }, [
  ['N10320101', '近光灯泡 H7', 'Bulb H7', 5_800, 10, 40],
  ['N10130101', '远光灯泡 H1', 'Bulb H1', 4_600, 6, 24],
  ['N10256407', '转向灯泡 PY21W', 'Turn-signal bulb PY21W', 1_800, 10, 40],
  ['N0177382', '制动灯泡 P21W', 'Brake-light bulb P21W', 1_500, 10, 40],
  ['N0177532', '牌照灯泡 W5W', 'Number-plate bulb W5W', 900, 10, 40],
  ['5NG941005', '左前大灯总成（途观L）', 'Headlamp, left, Tiguan L', 428_000, 0, 1, TIGUAN_L],
  ['5NG941006', '右前大灯总成（途观L）', 'Headlamp, right, Tiguan L', 428_000, 0, 1, TIGUAN_L],
  ['56D941005', '左前大灯总成（帕萨特）', 'Headlamp, left, Passat', 386_000, 0, 1, PASSAT],
  ['18D941005', '左前大灯总成（朗逸）', 'Headlamp, left, Lavida', 186_000, 0, 2, LAVIDA],
  ['18D945095', '左后尾灯（朗逸）', 'Tail lamp, left, Lavida', 58_600, 0, 2, LAVIDA],
  ['5NG945207', '左后尾灯（途观L）', 'Tail lamp, left, Tiguan L', 118_600, 0, 2, TIGUAN_L],
  ['5Q0941597', '大灯调节电机', 'Headlamp levelling motor', 32_600, 0, 2],
]);

const airConditioning = partsOf({ ...GENUINE_VW, category: 'air-conditioning', fits: MQB }, [
  ['5Q0820803', '空调压缩机', 'A/C compressor', 368_000, 0, 2],
  ['5Q0816411', '空调冷凝器', 'A/C condenser', 98_600, 1, 3],
  ['5Q1820102', '空调蒸发器', 'A/C evaporator', 118_600, 0, 2],
  ['5Q1819021', '鼓风机', 'Blower motor', 68_600, 1, 3],
  ['5Q0907521', '鼓风机调速模块', 'Blower regulator', 28_600, 1, 4],
  ['5Q0820679', '膨胀阀', 'Expansion valve', 32_600, 1, 4],
  ['5Q0959126', '空调压力传感器', 'A/C pressure sensor', 26_800, 1, 4],
  ['5Q0816741', '空调高压管', 'A/C high-pressure line', 58_600, 0, 2],
  ['5Q0820896', '空调管路密封圈套装', 'A/C line seal set', 6_800, 6, 24],
  ['5Q0907511', '混合风门电机', 'Air-mix flap motor', 28_600, 1, 3],
]);

const refrigerants = partsOf(
  { ...GENUINE_VW, category: 'air-conditioning', unit: 'kilogram', supplier: 'LUBE-WGQ', costPercent: 50 },
  [
    ['R134A', '制冷剂 R134a', 'Refrigerant R134a', 18_000, 15, 60],
    ['R1234YF', '制冷剂 R1234yf', 'Refrigerant R1234yf', 168_000, 4, 15],
  ],
);

const highVoltage = partsOf({ ...GENUINE_VW, category: 'high-voltage', supplier: 'NEV-LINGANG', fits: MEB }, [
  ['0Z1915599', '动力电池模组', 'Traction battery module', 1_286_000, 0, 1],
  ['0Z1915184', '动力电池接线盒', 'Battery junction box', 486_000, 0, 1],
  ['1EA971572', '高压维修开关', 'High-voltage service disconnect', 68_600, 0, 2],
  ['1EA971437', '高压线束（充电口）', 'High-voltage cable, charging socket', 286_000, 0, 1],
  ['1EA810773', '充电口总成（国标）', 'Charging socket, GB/T', 186_000, 0, 1],
  ['1EA963231', 'PTC高压加热器', 'High-voltage PTC heater', 268_000, 0, 1],
  ['1EA820803', '电动空调压缩机', 'Electric A/C compressor', 486_000, 0, 1],
  ['1EA965567', '电池冷却水泵', 'Battery coolant pump', 88_600, 0, 2],
  ['0Z1915439', '电池箱密封条', 'Battery case seal', 38_600, 1, 4],
  ['1EA915181', '车载充电机', 'On-board charger', 686_000, 0, 1],
]);

/** Batteries, electrics, lamps, air conditioning and the high-voltage side of the brand's cars. */
export const ELECTRICAL_PARTS: readonly Part[] = [
  ...batteries,
  ...certifiedBatteries,
  ...electrical,
  ...lighting,
  ...airConditioning,
  ...refrigerants,
  ...highVoltage,
];
