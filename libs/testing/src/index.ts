export { attack } from './attack.js';
export { type AttackPlan } from './attack-cases.js';
export { createDatabase, type TestDatabase } from './databases.js';
export { type DevUser, testEnvironment, type TestEnvironment, userWith } from './environment.js';
export { eventually } from './eventually.js';
export { callerOf, type TestAnswer, type TestCaller, tokenOf } from './http-client.js';
export { type DeliverOptions } from './envelope.js';
export { type OutboxEntry, type StartOptions, startService, TestService, type TestTwin } from './service.js';
export { startUpgraded } from './upgraded.js';
