export * from './arithmetic.js';
export * from './canonical-json.js';
export * from './domain-error.js';
export * from './html.js';
export * from './local-time.js';
export * from './money.js';
export * from './plate.js';
export * from './vin.js';
