import type { SelfCheck } from '@pitlane/platform';
import { LINE_CHECKS } from './stock-audit/line-checks.js';
import { LOT_CHECKS } from './stock-audit/lot-checks.js';

/** What the service looks after in its own books while it runs; `npm run verify` asks the same, and the stock audit (PRT-17). */
export const SELF_CHECKS: readonly SelfCheck[] = [...LOT_CHECKS, ...LINE_CHECKS];
