import { start } from '@pitlane/platform';
import { CrmModule } from './app.module.js';
import { migrations } from './migrations/index.js';

await start('crm', CrmModule, migrations);
