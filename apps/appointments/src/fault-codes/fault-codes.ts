import type { FaultSeverity } from '@pitlane/contracts';

/** What SAE J2012 says of a code, and what it means for a booking. */
export interface CommonFault {
  readonly code: string;
  readonly severity: FaultSeverity;
  /** Operation code of the labor catalog that finds the cause. */
  readonly operationCode: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** What the driver notices. */
  readonly symptomZh: string;
}

type Row = readonly [
  code: string,
  severity: FaultSeverity,
  operationCode: string,
  nameZh: string,
  nameEn: string,
  symptomZh: string,
];

// One code, one line.
// prettier-ignore
const ROWS: readonly Row[] = [
  ['P0011', 'soon', 'DIA-001', '凸轮轴位置正时过度提前（1列）', 'Camshaft position timing over-advanced (bank 1)', '怠速不稳，油耗升高'],
  ['P0016', 'soon', 'DIA-001', '曲轴与凸轮轴位置相关性（1列）', 'Crankshaft and camshaft position correlation (bank 1)', '启动困难，加速无力'],
  ['P0087', 'now', 'DIA-001', '燃油轨压力过低', 'Fuel rail pressure too low', '加速无力，可能熄火'],
  ['P0101', 'soon', 'DIA-001', '空气流量计范围或性能', 'Mass air flow circuit range or performance', '加速迟缓'],
  ['P0113', 'info', 'DIA-001', '进气温度传感器电路电压高', 'Intake air temperature sensor circuit high', '油耗升高'],
  ['P0117', 'soon', 'DIA-001', '冷却液温度传感器电路电压低', 'Engine coolant temperature sensor circuit low', '水温显示异常'],
  ['P0118', 'soon', 'DIA-001', '冷却液温度传感器电路电压高', 'Engine coolant temperature sensor circuit high', '水温显示异常'],
  ['P0121', 'soon', 'DIA-001', '节气门位置传感器范围或性能', 'Throttle position sensor range or performance', '油门响应异常'],
  ['P0128', 'soon', 'DIA-001', '冷却液温度低于节温器调节温度', 'Coolant temperature below thermostat regulating temperature', '升温慢，暖风不热'],
  ['P0130', 'soon', 'DIA-001', '氧传感器电路（1列传感器1）', 'Oxygen sensor circuit (bank 1 sensor 1)', '油耗升高'],
  ['P0133', 'soon', 'DIA-001', '氧传感器响应慢（1列传感器1）', 'Oxygen sensor slow response (bank 1 sensor 1)', '油耗升高'],
  ['P0135', 'soon', 'DIA-001', '氧传感器加热电路（1列传感器1）', 'Oxygen sensor heater circuit (bank 1 sensor 1)', '冷车怠速不稳'],
  ['P0171', 'soon', 'DIA-001', '混合气过稀（1列）', 'System too lean (bank 1)', '怠速抖动，加速无力'],
  ['P0172', 'soon', 'DIA-001', '混合气过浓（1列）', 'System too rich (bank 1)', '油耗升高，排气有味'],
  ['P0201', 'soon', 'DIA-001', '1缸喷油器电路', 'Injector circuit, cylinder 1', '发动机抖动'],
  ['P0217', 'now', 'DIA-001', '发动机冷却液温度过高', 'Engine coolant over-temperature', '水温报警'],
  ['P0218', 'now', 'DIA-001', '变速箱油温过高', 'Transmission fluid over-temperature', '变速箱高温报警'],
  ['P0234', 'soon', 'DIA-001', '涡轮增压压力过高', 'Turbocharger overboost', '动力受限'],
  ['P0299', 'soon', 'DIA-001', '涡轮增压压力不足', 'Turbocharger underboost', '加速无力'],
  ['P0300', 'now', 'DIA-001', '检测到多缸随机失火', 'Random or multiple cylinder misfire detected', '发动机抖动，故障灯闪烁'],
  ['P0301', 'soon', 'DIA-001', '检测到1缸失火', 'Cylinder 1 misfire detected', '发动机抖动'],
  ['P0302', 'soon', 'DIA-001', '检测到2缸失火', 'Cylinder 2 misfire detected', '发动机抖动'],
  ['P0303', 'soon', 'DIA-001', '检测到3缸失火', 'Cylinder 3 misfire detected', '发动机抖动'],
  ['P0304', 'soon', 'DIA-001', '检测到4缸失火', 'Cylinder 4 misfire detected', '发动机抖动'],
  ['P0325', 'soon', 'DIA-001', '爆震传感器1电路', 'Knock sensor 1 circuit', '加速无力'],
  ['P0335', 'now', 'DIA-001', '曲轴位置传感器电路', 'Crankshaft position sensor circuit', '行驶中熄火，无法启动'],
  ['P0340', 'soon', 'DIA-001', '凸轮轴位置传感器电路', 'Camshaft position sensor circuit', '启动困难'],
  ['P0401', 'soon', 'DIA-001', '废气再循环流量不足', 'Exhaust gas recirculation flow insufficient', '怠速不稳'],
  ['P0420', 'soon', 'DIA-001', '三元催化器效率低于阈值（1列）', 'Catalyst system efficiency below threshold (bank 1)', '排放故障灯亮'],
  ['P0442', 'info', 'DIA-001', '燃油蒸发系统检测到小泄漏', 'Evaporative emission system small leak detected', '故障灯亮'],
  ['P0455', 'soon', 'DIA-001', '燃油蒸发系统检测到大泄漏', 'Evaporative emission system large leak detected', '有汽油味'],
  ['P0480', 'soon', 'DIA-001', '冷却风扇1控制电路', 'Fan 1 control circuit', '怠速时水温升高'],
  ['P0500', 'soon', 'DIA-001', '车速传感器', 'Vehicle speed sensor', '车速表异常'],
  ['P0507', 'info', 'DIA-001', '怠速转速高于预期', 'Idle control speed higher than expected', '怠速偏高'],
  ['P0524', 'now', 'DIA-001', '发动机机油压力过低', 'Engine oil pressure too low', '机油压力报警'],
  ['P0562', 'soon', 'DIA-002', '系统电压低', 'System voltage low', '启动困难，灯光变暗'],
  ['P0601', 'soon', 'DIA-001', '控制模块内部存储校验错误', 'Internal control module memory checksum error', '故障灯亮'],
  ['P0700', 'soon', 'DIA-001', '变速箱控制系统', 'Transmission control system', '换挡异常'],
  ['P0741', 'soon', 'DIA-001', '液力变矩器锁止离合器卡在分离位', 'Torque converter clutch stuck off', '油耗升高，转速偏高'],
  ['P0A7F', 'soon', 'EVH-001', '动力电池性能衰退', 'Hybrid or EV battery pack deterioration', '续航下降'],
  ['P0A80', 'soon', 'EVH-001', '需更换动力电池', 'Replace hybrid or EV battery pack', '续航下降，动力受限'],
  ['P0A94', 'now', 'EVH-001', 'DC/DC 转换器性能', 'DC/DC converter performance', '12V 供电不足'],
  ['P0AA6', 'now', 'EVH-001', '高压系统绝缘故障', 'Hybrid or EV battery voltage system isolation fault', '高压系统报警'],
  ['C0035', 'soon', 'DIA-001', '左前轮速传感器', 'Left front wheel speed sensor', 'ABS 灯亮'],
  ['C0040', 'soon', 'DIA-001', '右前轮速传感器', 'Right front wheel speed sensor', 'ABS 灯亮'],
  ['C0045', 'soon', 'DIA-001', '左后轮速传感器', 'Left rear wheel speed sensor', 'ABS 灯亮'],
  ['C0050', 'soon', 'DIA-001', '右后轮速传感器', 'Right rear wheel speed sensor', 'ABS 灯亮'],
  ['B0001', 'now', 'DIA-001', '驾驶员正面气囊一级展开控制', 'Driver frontal stage 1 deployment control', '气囊灯亮'],
  ['B0010', 'now', 'DIA-001', '副驾驶正面气囊一级展开控制', 'Passenger frontal stage 1 deployment control', '气囊灯亮'],
  ['U0001', 'now', 'DIA-001', '高速 CAN 通信总线', 'High speed CAN communication bus', '多个警告灯亮'],
  ['U0073', 'now', 'DIA-001', '控制模块通信总线 A 关闭', 'Control module communication bus A off', '多个警告灯亮'],
  ['U0100', 'now', 'DIA-001', '与发动机控制模块失去通信', 'Lost communication with engine control module', '无法启动或熄火'],
  ['U0101', 'now', 'DIA-001', '与变速箱控制模块失去通信', 'Lost communication with transmission control module', '无法换挡'],
  ['U0111', 'now', 'EVH-001', '与电池能量控制模块失去通信', 'Lost communication with battery energy control module', '无法行驶'],
  ['U0121', 'now', 'DIA-001', '与 ABS 控制模块失去通信', 'Lost communication with ABS control module', 'ABS 与车身稳定灯亮'],
  ['U0131', 'now', 'DIA-001', '与助力转向控制模块失去通信', 'Lost communication with power steering control module', '转向沉重'],
  ['U0140', 'soon', 'DIA-001', '与车身控制模块失去通信', 'Lost communication with body control module', '灯光或门锁异常'],
  ['U0151', 'now', 'DIA-001', '与安全气囊控制模块失去通信', 'Lost communication with restraints control module', '气囊灯亮'],
  ['U0155', 'soon', 'DIA-001', '与仪表失去通信', 'Lost communication with instrument panel cluster', '仪表不显示'],
];

/** Codes that cars often tell, with the words that an agent says to the customer. */
export const COMMON_FAULTS: readonly CommonFault[] = ROWS.map(
  ([code, severity, operationCode, nameZh, nameEn, symptomZh]) => ({
    ...{ code, severity, operationCode, nameZh, nameEn, symptomZh },
  }),
);
