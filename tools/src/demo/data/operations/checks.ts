import type { OperationCheck } from '../types.js';

/** Measured values with the limits of the brand's own cars (WKS-11). Limits are in thousandths of the unit. */

export type Axle = 'front' | 'rear';

const WHEELS = {
  front: [
    ['front-left', '左前'],
    ['front-right', '右前'],
  ],
  rear: [
    ['rear-left', '左后'],
    ['rear-right', '右后'],
  ],
} as const;

type Limits = Pick<OperationCheck, 'unit' | 'minThousandths' | 'maxThousandths'>;

function onEachWheel(axles: readonly Axle[], what: readonly [item: string, nameZh: string], limits: Limits) {
  return axles.flatMap((axle) =>
    WHEELS[axle].map(([wheel, wheelZh]): OperationCheck => ({
      item: `${wheel}-${what[0]}`,
      nameZh: `${wheelZh}${what[1]}`,
      ...limits,
    })),
  );
}

const BOTH_AXLES: readonly Axle[] = ['front', 'rear'];

/** Wheel bolts are tightened to 120 N·m. */
export function wheelTorque(...axles: Axle[]): OperationCheck[] {
  const limits: Limits = { unit: 'N·m', minThousandths: 115_000, maxThousandths: 125_000 };
  return onEachWheel(axles, ['wheel-torque', '车轮螺栓力矩'], limits);
}

/** @param minThousandths the wear limit stamped on the disc */
export function discThickness(axle: Axle, minThousandths: number): OperationCheck[] {
  return onEachWheel([axle], ['disc-thickness', '制动盘厚度'], { unit: 'mm', minThousandths });
}

/** Pads are worn out at 2 mm, without the back plate. */
export function padThickness(axle: Axle): OperationCheck[] {
  return onEachWheel([axle], ['pad-thickness', '制动片厚度'], { unit: 'mm', minThousandths: 2_000 });
}

/** The law asks for 1.6 mm of tread. */
export function treadDepth(): OperationCheck[] {
  return onEachWheel(BOTH_AXLES, ['tread-depth', '轮胎花纹深度'], { unit: 'mm', minThousandths: 1_600 });
}

export function tyrePressure(): OperationCheck[] {
  const limits: Limits = { unit: 'bar', minThousandths: 2_200, maxThousandths: 2_700 };
  return onEachWheel(BOTH_AXLES, ['tyre-pressure', '胎压'], limits);
}

/** @param nominalThousandths the torque the repair manual asks for; 5 % either way is allowed */
export function torque(item: string, nameZh: string, nominalThousandths: number): OperationCheck {
  const toleranceThousandths = Math.floor(nominalThousandths / 20);
  return {
    item,
    nameZh,
    unit: 'N·m',
    minThousandths: nominalThousandths - toleranceThousandths,
    maxThousandths: nominalThousandths + toleranceThousandths,
  };
}

/** Sound batteries hold 12.4 V at rest. */
export const RESTING_VOLTAGE: OperationCheck = {
  item: 'battery-resting-voltage',
  nameZh: '蓄电池静态电压',
  unit: 'V',
  minThousandths: 12_400,
  maxThousandths: 13_200,
};

export const CHARGING_VOLTAGE: OperationCheck = {
  item: 'charging-voltage',
  nameZh: '充电电压',
  unit: 'V',
  minThousandths: 13_500,
  maxThousandths: 14_900,
};

/** Above 3 % water, brake fluid boils too early. */
export const BRAKE_FLUID_WATER: OperationCheck = {
  item: 'brake-fluid-water-content',
  nameZh: '制动液含水量',
  unit: '%',
  maxThousandths: 3_000,
};

/** Nobody touches a high-voltage part before its terminals are seen to be dead; 60 V is the limit of harmless. */
export const HIGH_VOLTAGE_OFF: OperationCheck = {
  item: 'high-voltage-terminal-voltage',
  nameZh: '高压端子断电验电电压',
  unit: 'V',
  maxThousandths: 60_000,
};

export const BATTERY_HEALTH: OperationCheck = {
  item: 'traction-battery-health',
  nameZh: '动力电池健康度',
  unit: '%',
  minThousandths: 70_000,
  maxThousandths: 100_000,
};

export const CELL_VOLTAGE_SPREAD: OperationCheck = {
  item: 'cell-voltage-spread',
  nameZh: '单体电压差',
  unit: 'V',
  maxThousandths: 50,
};
