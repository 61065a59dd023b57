export { setup as default } from './platform.mjs';
