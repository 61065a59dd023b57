import { start } from '@pitlane/platform';
import { PartsModule } from './app.module.js';
import { migrations } from './migrations/index.js';

await start('parts', PartsModule, migrations);
