import { start } from '@pitlane/platform';
import { WorkshopModule } from './app.module.js';
import { migrations } from './migrations/index.js';
import { recalls } from './repair-orders/recalls.queries.js';

await start('workshop', WorkshopModule, migrations, recalls);
