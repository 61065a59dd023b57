import type { Part } from '../types.js';
import { EA211, EA888, GENUINE_VW, MQB } from './families.js';
import { partsOf } from './part-group.js';

const ignitionEa211 = partsOf({ ...GENUINE_VW, category: 'ignition', fits: EA211 }, [
  ['04E905612C', '火花塞（EA211 涡轮增压）', 'Spark plug, EA211 turbo', 11_800, 24, 96],
  ['04C905616A', '火花塞（EA211 自然吸气）', 'Spark plug, EA211 naturally aspirated', 7_800, 24, 80],
  ['04E905110K', '点火线圈（EA211）', 'Ignition coil, EA211', 32_800, 6, 20],
]);

const ignitionEa888 = partsOf({ ...GENUINE_VW, category: 'ignition', fits: EA888 }, [
  ['06K905601M', '火花塞（EA888 第三代）', 'Spark plug, EA888 gen 3', 14_800, 24, 80],
  ['06K905110H', '点火线圈（EA888）', 'Ignition coil, EA888', 36_800, 6, 20],
  ['06H905377', '点火线圈线束', 'Ignition coil harness', 42_000, 0, 2],
]);

const engineEa211 = partsOf({ ...GENUINE_VW, category: 'engine', fits: EA211 }, [
  ['04E109119H', '正时皮带', 'Timing belt', 38_600, 2, 8],
  ['04E109479K', '正时皮带张紧轮', 'Timing belt tensioner', 46_800, 2, 8],
  ['04E109244B', '正时皮带惰轮', 'Timing belt idler', 19_800, 2, 8],
  ['04E903137A', '附件皮带（EA211）', 'Accessory belt, EA211', 16_800, 3, 12],
  ['04E103483L', '气门室盖垫（EA211）', 'Camshaft housing gasket, EA211', 22_600, 2, 6],
  ['04E103609', '油底壳密封胶圈', 'Sump seal', 12_600, 2, 6],
  ['04E115105', '机油泵（EA211）', 'Oil pump, EA211', 118_000, 0, 2],
  ['04E145713', '涡轮增压器（EA211）', 'Turbocharger, EA211', 568_000, 0, 1],
  ['04E103085', '曲轴前油封', 'Crankshaft seal, front', 9_800, 2, 6],
]);

const engineEa888 = partsOf({ ...GENUINE_VW, category: 'engine', fits: EA888 }, [
  ['06K109158AD', '正时链条', 'Timing chain', 62_800, 1, 4],
  ['06K109467K', '正时链条张紧器', 'Timing chain tensioner', 58_600, 1, 4],
  ['06K903137B', '附件皮带（EA888）', 'Accessory belt, EA888', 18_600, 3, 12],
  ['06K903133', '附件皮带张紧器', 'Accessory belt tensioner', 68_000, 1, 4],
  ['06K103484', '气门室盖垫（EA888）', 'Cam cover gasket, EA888', 26_800, 2, 6],
  ['06K103495', '油气分离器', 'Crankcase breather valve', 98_000, 2, 6],
  ['06H103085', '曲轴后油封', 'Crankshaft seal, rear', 32_600, 1, 4],
  ['06K145702', '涡轮增压器（EA888）', 'Turbocharger, EA888', 786_000, 0, 1],
  ['06K115105', '机油泵（EA888）', 'Oil pump, EA888', 168_000, 0, 2],
  ['06K103600', '油底壳', 'Oil sump', 78_000, 0, 2],
  ['06L109259A', '凸轮轴电磁阀', 'Camshaft control valve', 38_600, 1, 4],
]);

const mounts = partsOf({ ...GENUINE_VW, category: 'engine', fits: MQB }, [
  ['5Q0199262', '发动机支架（右）', 'Engine mount, right', 68_600, 1, 4],
  ['5Q0199555', '变速箱支架（左）', 'Gearbox mount, left', 56_800, 1, 4],
  ['5Q0199855', '扭力臂支架（后）', 'Pendulum support, rear', 42_600, 1, 4],
]);

const cooling = partsOf({ ...GENUINE_VW, category: 'cooling', fits: MQB }, [
  ['04E121600', '水泵总成（EA211）', 'Coolant pump assembly, EA211', 78_600, 2, 8, EA211],
  ['06L121111', '水泵节温器总成（EA888）', 'Coolant pump and thermostat, EA888', 128_600, 2, 8, EA888],
  ['5Q0121251', '散热器', 'Radiator', 96_800, 1, 3],
  ['5Q0121203', '散热器风扇', 'Radiator fan', 88_600, 1, 3],
  ['5Q0121407', '膨胀水箱', 'Coolant expansion tank', 18_600, 1, 5],
  ['5Q0121321', '膨胀水箱盖', 'Expansion tank cap', 6_800, 3, 12],
  ['5Q0122101', '散热器上水管', 'Radiator hose, upper', 26_800, 1, 5],
  ['5Q0122051', '散热器下水管', 'Radiator hose, lower', 28_600, 1, 5],
  ['06H121026', '循环水泵', 'Auxiliary coolant pump', 52_600, 1, 4, EA888],
  ['06A919501', '冷却液温度传感器', 'Coolant temperature sensor', 12_800, 2, 8],
]);

const fuel = partsOf({ ...GENUINE_VW, category: 'fuel-and-exhaust', fits: MQB }, [
  ['06L127027', '高压燃油泵', 'High-pressure fuel pump', 148_600, 1, 3, EA888],
  ['06L906036', '喷油器（EA888）', 'Fuel injector, EA888', 86_800, 2, 8, EA888],
  ['04E906036', '喷油器（EA211）', 'Fuel injector, EA211', 68_600, 2, 8, EA211],
  ['06L998907', '喷油器密封修理包', 'Injector seal kit', 12_600, 4, 16, EA888],
  ['5Q0919051', '燃油泵总成', 'Fuel pump module', 118_600, 1, 3],
  ['06H906517', '碳罐电磁阀', 'Canister purge valve', 28_600, 2, 6, EA888],
  ['06L133062', '节气门总成（EA888）', 'Throttle body, EA888', 128_000, 0, 2, EA888],
  ['04E133062', '节气门总成（EA211）', 'Throttle body, EA211', 108_000, 0, 2, EA211],
  ['06L133201', '进气歧管', 'Intake manifold', 218_000, 0, 2, EA888],
  ['06K906262', '前氧传感器', 'Oxygen sensor, upstream', 76_800, 1, 5, EA888],
  ['06K906265', '后氧传感器', 'Oxygen sensor, downstream', 58_600, 1, 5, EA888],
  ['5Q0906461', '空气流量计', 'Air-mass meter', 88_600, 1, 3],
  ['04E906051', '进气压力传感器', 'Intake pressure sensor', 36_800, 1, 4, EA211],
  ['5Q0253059', '排气管卡箍', 'Exhaust clamp', 8_600, 4, 16],
  ['5Q0253147', '排气管吊耳', 'Exhaust hanger', 4_600, 4, 16],
  ['06K253039', '排气管密封垫', 'Exhaust gasket', 9_800, 3, 12, EA888],
]);

const transmission = partsOf({ ...GENUINE_VW, category: 'transmission', fits: MQB }, [
  ['0AM198140L', '双离合器修理包（DQ200）', 'Dual-clutch kit, DQ200', 428_000, 0, 2],
  ['0AM325025H', '机电控制单元（DQ200）', 'Mechatronic unit, DQ200', 786_000, 0, 1],
  ['02E325025', '机电控制单元（DQ250）', 'Mechatronic unit, DQ250', 868_000, 0, 1],
  ['04E105266', '双质量飞轮', 'Dual-mass flywheel', 268_000, 0, 2],
  ['0AM301212', '变速箱油封', 'Gearbox oil seal', 6_800, 2, 8],
  ['02E409528', '半轴油封', 'Drive-shaft oil seal', 8_600, 2, 8],
  ['5Q1713025', '换挡杆总成', 'Selector lever assembly', 138_000, 0, 1],
  ['0CQ598549', '四驱耦合器泵', 'All-wheel-drive coupling pump', 186_000, 0, 2],
]);

/** Engine, ignition, cooling, fuel, exhaust and gearbox. */
export const POWERTRAIN_PARTS: readonly Part[] = [
  ...ignitionEa211,
  ...ignitionEa888,
  ...engineEa211,
  ...engineEa888,
  ...mounts,
  ...cooling,
  ...fuel,
  ...transmission,
];
