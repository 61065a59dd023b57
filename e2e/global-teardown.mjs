export { teardown as default } from './platform.mjs';
