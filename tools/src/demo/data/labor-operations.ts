import { BODY_OPERATIONS } from './operations/body.js';
import { CHASSIS_OPERATIONS } from './operations/chassis.js';
import { ELECTRICAL_OPERATIONS } from './operations/electrical.js';
import { MAINTENANCE_OPERATIONS } from './operations/maintenance.js';
import { POWERTRAIN_OPERATIONS } from './operations/powertrain.js';
import type { LaborOperation } from './types.js';

/** The store's labor catalog: flat-rate times of the brand's own cars (BIL-1). */
export const LABOR_OPERATIONS: readonly LaborOperation[] = [
  ...MAINTENANCE_OPERATIONS,
  ...CHASSIS_OPERATIONS,
  ...POWERTRAIN_OPERATIONS,
  ...ELECTRICAL_OPERATIONS,
  ...BODY_OPERATIONS,
];
