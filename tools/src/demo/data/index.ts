export { customerAt, CUSTOMERS } from './customers.js';
export { LABOR_OPERATIONS } from './labor-operations.js';
export { LABOR_RATES_FEN } from './labor-rates.js';
export { PARTS } from './parts.js';
export { BAYS, TECHNICIANS } from './staff.js';
export { SUPPLIERS } from './suppliers.js';
export * from './types.js';
export { vehicleAt, VEHICLES } from './vehicles.js';
