import { start } from '@pitlane/platform';
import { BillingModule } from './app.module.js';
import { recalls } from './counters/recalls.queries.js';
import { migrations } from './migrations/index.js';

await start('billing', BillingModule, migrations, recalls);
