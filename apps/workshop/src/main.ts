import { start } from '@pitlane/platform';
import { WorkshopModule } from './app.module.js';
import { migrations } from './migrations/index.js';

await start('workshop', WorkshopModule, migrations);
