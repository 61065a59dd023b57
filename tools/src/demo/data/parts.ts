import { BODY_PARTS } from './parts/body.js';
import { CHASSIS_PARTS } from './parts/chassis.js';
import { ELECTRICAL_PARTS } from './parts/electrical.js';
import { MAINTENANCE_PARTS } from './parts/maintenance.js';
import { OTHER_MAKE_PARTS } from './parts/other-makes.js';
import { POWERTRAIN_PARTS } from './parts/powertrain.js';
import { TYRE_AND_ACCESSORY_PARTS } from './parts/tyres-and-accessories.js';
import type { Part } from './types.js';

/**
 * The store's catalog (PRT-1). Numbers have the shape each maker gives its own, without blanks;
 * prices are of the order that a counter in Shanghai asks.
 */
export const PARTS: readonly Part[] = [
  ...MAINTENANCE_PARTS,
  ...POWERTRAIN_PARTS,
  ...CHASSIS_PARTS,
  ...ELECTRICAL_PARTS,
  ...BODY_PARTS,
  ...TYRE_AND_ACCESSORY_PARTS,
  ...OTHER_MAKE_PARTS,
];
